/** The text of a page of ours, read back without our code: tags away, references decoded. */
export function textOfPage(html: Uint8Array): string {
  const source = Buffer.from(html).toString();
  return source
    .slice(source.indexOf('<main>'))
    .replaceAll(/<br>|<\/?(?:div|p|h\d|li|td|th|tr|table|caption|dd|dt|ul|ol|figure|section)\b[^>]*>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** What a page must not have in its source, by tag or attribute. */
export function traps(html: Uint8Array): string[] {
  const source = Buffer.from(html)
    .toString()
    .replace(/<meta http-equiv="[^"]*"/, '<meta');
  const found = source.match(
    /<(?:script|iframe|frame|object|embed|form|link|base|a|svg|input|button)\b|\son\w+\s*=|\sstyle\s*=|\shref|url\(|https?:|javascript:|\ssrc="(?!data:image\/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=]*")/gi,
  );
  return found ?? [];
}
