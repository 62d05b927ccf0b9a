import { SignedXml } from 'xml-crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalise } from '../../../electron/xml/c14n.ts';
import { parseXml } from '../../../electron/xml/read.ts';
import { digest, DS_NS, signEnveloped } from '../../../electron/xml/sign.ts';
import { Xml, xml } from '../../../electron/xml/write.ts';
import { throwawaySigner } from '../saml/throwaway.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('canonicalisation', () => {
  const source = new Xml(
    '<?xml version="1.0"?><!-- avant --><p:a xmlns:p="urn:p" xmlns:q="urn:q" z="1"  b=\'2\'><c/><!-- dedans -->&#233;\r\n<![CDATA[<]]></p:a>',
  );

  it('keeps comments with c14n-with-comments alone', () => {
    expect(text(canonicalise(source, 'c14n-with-comments'))).toBe(
      '<!-- avant -->\n<p:a xmlns:p="urn:p" xmlns:q="urn:q" b="2" z="1"><c></c><!-- dedans -->é\n&lt;</p:a>',
    );
    expect(text(canonicalise(source, 'c14n'))).toBe('<p:a xmlns:p="urn:p" xmlns:q="urn:q" b="2" z="1"><c></c>é\n&lt;</p:a>');
  });

  it('drops the namespaces that nothing uses with exc-c14n', () => {
    expect(text(canonicalise(source, 'exc-c14n'))).toBe('<p:a xmlns:p="urn:p" b="2" z="1"><c></c>é\n&lt;</p:a>');
  });

  it('takes a document as bytes and refuses a DTD in it', () => {
    expect(text(canonicalise(new TextEncoder().encode('<a/>'), 'c14n'))).toBe('<a></a>');
    expect(() => canonicalise(new TextEncoder().encode('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'), 'c14n')).toThrow(
      expect.objectContaining({ code: 'XML_DTD' }),
    );
  });

  it('digests as FIPS 180 says', () => {
    const abc = new TextEncoder().encode('abc');
    expect(digest('sha256', abc)).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
    expect(digest('sha1', abc)).toBe('qZk+NkcGgWq6PiVxeFDCbJzQ2J0=');
  });
});

describe('the enveloped signature', () => {
  let made: ReturnType<typeof throwawaySigner>;
  beforeAll(() => {
    made = throwawaySigner();
  });
  const source = xml`<s:Assertion xmlns:s="urn:s" ID="_1"><s:Issuer>CN=É&amp;È</s:Issuer><s:Subject>${'a < b\n"c"'}</s:Subject></s:Assertion>`;
  const sign = (hash: 'sha256' | 'sha1' = 'sha256'): Promise<Xml> =>
    signEnveloped({ source, id: '_1', idAttribute: 'ID', after: 'Issuer', signer: made.signer, hash });
  const verifies = (signed: string): boolean => {
    const [signature = ''] = /<Signature [\s\S]*<\/Signature>/.exec(signed) ?? [];
    const verifier = new SignedXml({ publicCert: made.pem, getCertFromKeyInfo: () => null });
    verifier.loadSignature(signature);
    try {
      return verifier.checkSignature(signed);
    } catch {
      return false;
    }
  };

  it('is placed after the issuer and verified by another implementation', async () => {
    const signed = await sign();
    expect(parseXml(signed.bytes()).children.map((c) => (typeof c === 'string' ? c : c.name))).toEqual(['Issuer', 'Signature', 'Subject']);
    expect(verifies(signed.source)).toBe(true);
  });

  it('still verifies inside an envelope that declares other namespaces', async () => {
    const signed = await sign();
    expect(verifies(`<e:E xmlns:e="urn:e" xmlns="urn:d">${signed.source}</e:E>`)).toBe(true);
  });

  it('can be made with SHA-1 for services that ask for it', async () => {
    const signed = await sign('sha1');
    expect(signed.source).toContain('xmldsig#rsa-sha1');
    expect(verifies(signed.source)).toBe(true);
  });

  it('does not survive one changed character', async () => {
    const { source: signed } = await sign();
    expect(verifies(signed.replace('a &lt; b', 'a &lt; c'))).toBe(false);
  });

  it('refuses an element that bears another ID, begins otherwise or is signed already', async () => {
    const base = { idAttribute: 'ID', after: 'Issuer', signer: made.signer, hash: 'sha256' } as const;
    await expect(signEnveloped({ ...base, source, id: '_2' })).rejects.toThrow(RangeError);
    await expect(signEnveloped({ ...base, source: xml`<a ID="_1"><b/></a>`, id: '_1' })).rejects.toThrow(RangeError);
    await expect(signEnveloped({ ...base, source: await sign(), id: '_1' })).rejects.toThrow(RangeError);
    expect(DS_NS).toBe('http://www.w3.org/2000/09/xmldsig#');
  });
});
