import { describe, expect, test } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import { readCda } from '../../../electron/cda/read.ts';
import { fixed, letter, minimal } from './sample.ts';

const source = new TextDecoder().decode(buildCda(minimal, letter, fixed()).bytes);
const body = source.replace(/^<\?xml[^>]*\?>\s*/, '');
const read = (xml: string) => readCda(new TextEncoder().encode(xml));
const codes = (xml: string) => read(xml).warnings.map((w) => w.code);

describe('where the document is', () => {
  test('inside an enveloping signature it is found, and the signature is said not to be verified', () => {
    const signed = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Object Id="doc">${body}</ds:Object></ds:Signature>`;
    expect(read(signed)).toMatchObject({
      root: 'Signature',
      level: 1,
      title: minimal.title,
      warnings: [{ code: 'SIGNATURE_NOT_VERIFIED' }],
    });
  });

  test('inside a style sheet it is found, and the style sheet is not run', () => {
    const prefixed = body.replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1c:').replace('xmlns=', 'xmlns:c=');
    const page = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:data="urn:data"><xsl:template match="/"/><data:Contenu>${prefixed}</data:Contenu></xsl:stylesheet>`;
    expect(read(page)).toMatchObject({ root: 'stylesheet', level: 1, title: minimal.title, warnings: [{ code: 'STYLESHEET_IGNORED' }] });
  });

  test('a style sheet named by a processing instruction changes nothing', () => {
    expect(read(`<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>${body}`).title).toBe(minimal.title);
  });

  test('what is empty or left out is null', () => {
    const emptied = body
      .replace(/<languageCode[^>]*\/>/, '<languageCode code=""/>')
      .replace(/(<code code="11488-4"[^>]*?) codeSystem="[^"]*"/, '$1 codeSystem=""');
    expect(read(emptied)).toMatchObject({ language: null, type: { code: '11488-4', codeSystem: null } });
    expect(read(body.replace(/(<code code="11488-4"[^>]*?) codeSystem="[^"]*"/, '$1')).type?.codeSystem).toBeNull();
  });

  test('another kind of XML is refused', () => {
    expect(() => read('<a/>')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });

  test('a DTD is refused', () => {
    expect(() => read(`<!DOCTYPE ClinicalDocument [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body}`)).toThrow(
      expect.objectContaining({ code: 'XML_DTD' }),
    );
  });

  test('elements that the model does not name are ignored', () => {
    expect(read(body.replace('<realmCode', '<x:new xmlns:x="urn:x"><title>non</title></x:new><realmCode')).title).toBe(minimal.title);
  });
});

describe('what is odd is said, and read all the same', () => {
  test.each([
    ['a wrong key', ['279035121518989', '279035121518988'], 'INS_KEY'],
    ['no matricule', ['1.2.250.1.213.1.4.10', '1.2.3.4'], 'INS_MISSING'],
    ['no first name of the birth certificate', ['<given>DOMINIQUE MARIE-LOUISE</given>', ''], 'INS_TRAITS'],
    ['no version set', [/<setId[^>]*>/, ''], 'VERSION_MISSING'],
    ['a second version that replaces nothing', ['versionNumber value="1"', 'versionNumber value="2"'], 'VERSION_WITHOUT_REPLACES'],
    ['a withdrawn type', ['11488-4', '27899-4'], 'TYPE_UNKNOWN'],
    ['a title too long', [`<title>${minimal.title}`, `<title>${'x'.repeat(129)}`], 'TITLE_TOO_LONG'],
    [
      'an hour without offset',
      ['<effectiveTime value="20260302103000+0100"', '<effectiveTime value="20260302103000"'],
      'TIME_WITHOUT_OFFSET',
    ],
    ['a date that is not one', ['<birthTime value="19790328"', '<birthTime value="hier"'], 'TIME_INVALID'],
    ['no body', [/<component>.*<\/component>/s, ''], 'BODY_MISSING'],
    ['a body that is not base64', [/B64">[^<]*/, 'B64">&amp;&amp;&amp;'], 'BODY_BASE64'],
  ] as const)('%s', (_, [from, to], code) => {
    const changed = body.replace(from, to);
    expect(changed).not.toBe(body);
    expect(codes(changed)).toContain(code);
  });

  test('a wrong key never qualifies an identity', () => {
    const { patient } = read(body.replace('279035121518989', '279035121518988'));
    expect(patient).toMatchObject({ ins: { matricule: '279035121518988' }, status: null });
  });

  test('a text body in Windows-1252 is read as such', () => {
    const latin = Buffer.from('opéré', 'latin1').toString('base64');
    expect(read(body.replace(/B64">[^<]*/, `B64">${latin}`)).body.text).toBe('opéré');
  });
});
