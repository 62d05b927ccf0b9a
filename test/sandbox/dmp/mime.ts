/** A multipart body as the simulator reads it. */
interface Multipart {
  readonly parameters: ReadonlyMap<string, string>;
  readonly parts: readonly { readonly id: string; readonly headers: ReadonlyMap<string, string>; readonly bytes: Buffer }[];
}

/** Splits a multipart/related body (RFC 2046). @throws Error when it is malformed. */
export function splitMultipart(contentType: string, body: Buffer): Multipart {
  const parameters = readParameters(contentType);
  const boundary = parameters.get('boundary');
  if (boundary === undefined || boundary === '') throw new Error('boundary absent');
  const mark = `\n--${boundary}`;
  // A line feed in front makes the first boundary like the others; latin1 keeps one character per byte.
  const source = `\n${body.toString('latin1')}`;
  const sections = source.split(mark);
  if (sections.length < 3 || !/^--\s*$/.test(sections.at(-1) ?? '')) throw new Error('boundary never closed');
  const parts = sections.slice(1, -1).map((section) => {
    const [, head = '', content = ''] = /^[ \t]*\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(section) ?? [];
    const headers = new Map<string, string>();
    for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/))
      headers.set(line.split(':')[0]?.trim().toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim());
    return {
      id: (headers.get('content-id') ?? '').replaceAll(/^<|>$/g, ''),
      headers,
      bytes: Buffer.from(content.replace(/\r$/, ''), 'latin1'),
    };
  });
  return { parameters, parts };
}

function readParameters(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of header.matchAll(/;\s*([\w-]+)=(?:"([^"]*)"|([^;\s]*))/g))
    found.set(name.toLowerCase(), quoted ?? token);
  return found;
}
