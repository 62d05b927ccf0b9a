import { createHash } from 'node:crypto';
import { XmlC14NMode } from 'libxml2-wasm';
import { fail } from '../../shared/errors.ts';
import { withDocument, XML_LIMITS } from './read.ts';
import type { Xml } from './write.ts';

type C14nMethod = 'c14n' | 'c14n-with-comments' | 'exc-c14n';
export type HashName = 'sha256' | 'sha1';

/** Algorithm identifiers (XML Signature 1.1 section 6, RFC 9231). */
export const C14N_URI: Readonly<Record<C14nMethod, string>> = {
  c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'c14n-with-comments': 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'exc-c14n': 'http://www.w3.org/2001/10/xml-exc-c14n#',
};
export const DIGEST_URI: Readonly<Record<HashName, string>> = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
};
export const RSA_URI: Readonly<Record<HashName, string>> = {
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
};

/**
 * Canonical bytes of a fragment taken as a document of its own: it must declare every namespace it uses. Where it
 * is inserted later decides whether a verifier sees the same bytes: always with `exc-c14n`, only if no ancestor
 * declares a namespace with the inclusive methods.
 *
 * @param source our own fragment, or a document's bytes (UTF-8).
 * @throws PosteError as `parseXml` (xml/read.ts) does.
 */
export function canonicalise(source: Xml | Uint8Array, method: C14nMethod): Uint8Array {
  const bytes = source instanceof Uint8Array ? source : source.bytes();
  return withDocument(bytes, XML_LIMITS.maxBytes, (document) => {
    const chunks: Uint8Array[] = [];
    document.canonicalize(
      {
        // The chunk is a view of native memory, reused after the call.
        write: (chunk) => chunks.push(chunk.slice()) && chunk.byteLength,
        close: () => true,
      },
      {
        mode: method === 'exc-c14n' ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0,
        withComments: method === 'c14n-with-comments',
      },
    );
    if (chunks.length === 0) throw fail('XML_MALFORMED');
    return Buffer.concat(chunks);
  });
}

/** Base64 digest of bytes, as a DigestValue holds it. */
export function digest(hash: HashName, bytes: Uint8Array): string {
  return createHash(hash).update(bytes).digest('base64');
}
