import type { Page } from 'playwright-core';

/** Which of these globals a page still has: its own, and those of frames that it makes, empty ones looked at at once. */
export function globalsLeft(
  page: Page,
  names: readonly string[],
): Promise<{ readonly page: readonly string[]; readonly blank: readonly string[]; readonly srcdoc: readonly string[] }> {
  return page.evaluate(async (all) => {
    const left = (scope: object | null): string[] => all.filter((name) => scope !== null && name in scope);
    const blank = document.createElement('iframe');
    document.body.append(blank);
    const inBlank = left(blank.contentWindow);
    const srcdoc = document.createElement('iframe');
    srcdoc.srcdoc = '<p>inner</p>';
    const loaded = new Promise((resolve) => srcdoc.addEventListener('load', resolve));
    document.body.append(srcdoc);
    await loaded;
    const inSrcdoc = left(srcdoc.contentWindow);
    for (const frame of [blank, srcdoc]) frame.remove();
    return { page: left(window), blank: inBlank, srcdoc: inSrcdoc };
  }, names);
}
