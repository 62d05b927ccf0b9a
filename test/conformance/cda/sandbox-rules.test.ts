import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import { judgeCda } from '../../sandbox/cda/judge.ts';
import { needs } from '../../setup/needs.ts';
import { complete, fixed, letter, minimal, unqualified } from '../../unit/cda/sample.ts';

const folder = needs.shared('reference');
const ready = folder !== null && needs.tool('xmllint') !== null;
const built = (input = minimal): string => new TextDecoder().decode(buildCda(input, letter, fixed()).bytes);
const judge = async (source: string | Buffer): Promise<string | null> => {
  const found = await judgeCda(Buffer.from(source));
  return 'refused' in found ? found.refused : null;
};

describe.skipIf(!ready)('the sandbox takes', () => {
  it.each([
    'cda/examples/BIO-CR-BIO_2024.01_TSH_1.xml',
    'cda/examples/LDL-SES_2022.01.xml',
    'cda/examples/DOC_NON_STRUCTURE_CDA-R2-N1.xml',
    'cda/own-level1-version2.xml',
  ])('%s, which the official rules accept', async (path) => {
    expect(await judge(readFileSync(`${folder ?? ''}/${path}`))).toBeNull();
  });

  it.each([
    ['the smallest document of the client', minimal],
    ['the fullest', complete],
    ['that of a patient without matricule', unqualified],
  ])('%s', async (_what, input) => {
    expect(await judge(built(input))).toBeNull();
  });
});

const refused = async (source: string, from: string | RegExp, to: string, reason: string): Promise<void> => {
  const altered = source.replace(from, to);
  expect(altered).not.toBe(source);
  expect(await judge(altered)).toBe(reason);
};
const rule = (name: string): string => `structuration minimale : ${name}`;

describe.skipIf(!ready)('the sandbox refuses a document of the client with', () => {
  it.each<[string, string | RegExp, string, string]>([
    ['text that is not XML', '<title>', '<title', 'CDA illisible'],
    ['another root', /ClinicalDocument/g, 'Document', 'ce n’est pas un CDA'],
    ['an element that CDA does not know', '<title>', '<chose/><title>', 'schéma : chose'],
    ['another realm', 'realmCode code="FR"', 'realmCode code="BE"', rule('realmCode')],
    ['no realm', /<realmCode [^>]*>/, '', rule('realmCode')],
    ['its templates in another order', /(<templateId [^>]*>)(<templateId [^>]*>)/, '$2$1', rule('templateId')],
    ['a fourth template at level 1', '<id root', '<templateId root="1.2.3"/><id root', rule('templateId')],
    [
      'a type under another scheme',
      'codeSystem="2.16.840.1.113883.6.1"',
      'codeSystem="1.2.250.1.213.1.1.4.12"',
      rule('code hors de JDV_J07'),
    ],
    ['an unknown type', 'code code="11488-4"', 'code code="99999-9"', rule('code hors de JDV_J07')],
    ['no title', /<title>.*<\/title>/, '', rule('title')],
    ['a title of 129 characters', /<title>.*<\/title>/, `<title>${'t'.repeat(129)}</title>`, rule('title')],
    ['a creation without offset', /(effectiveTime value="\d{14})\+0100"/, '$1"', rule('effectiveTime')],
    [
      'a visibility in the header',
      'confidentialityCode code="N"',
      'confidentialityCode code="INVISIBLE_PATIENT"',
      rule('confidentialityCode'),
    ],
    ['another case in the language', 'fr-FR', 'fr-fr', rule('languageCode')],
    ['no setId', /<setId [^>]*>/, '', rule('setId absent')],
    ['no version', /<versionNumber [^>]*>/, '', rule('versionNumber absent')],
    ['version 0', 'versionNumber value="1"', 'versionNumber value="0"', rule('versionNumber absent')],
    [
      'a second version that replaces nothing',
      'versionNumber value="1"',
      'versionNumber value="2"',
      rule('relatedDocument et versionNumber'),
    ],
    [
      'a first version that replaces another',
      '<componentOf>',
      '<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3"/></parentDocument></relatedDocument><componentOf>',
      rule('relatedDocument et versionNumber'),
    ],
    ['a matricule of another key', '279035121518989', '279035121518988', rule('identité du patient')],
    ['no birth name', 'family qualifier="BR"', 'family qualifier="CL"', rule('identité du patient')],
    ['no first name of the birth certificate', '<given>DOMINIQUE MARIE-LOUISE</given>', '', rule('identité du patient')],
    ['no first first name', /<given qualifier="BR">.*?<\/given>/, '', rule('identité du patient')],
    ['no sex', /<administrativeGenderCode [^>]*>/, '<administrativeGenderCode nullFlavor="UNK"/>', rule('identité du patient')],
    ['no birth date', /<birthTime [^>]*>/, '<birthTime nullFlavor="UNK"/>', rule('identité du patient')],
    ['no birth place', /<birthplace>.*<\/birthplace>/, '', rule('identité du patient')],
    ['a religion', '<birthplace>', '<religiousAffiliationCode code="1"/><birthplace>', rule('identité du patient')],
    ['an author without time', /<author><time [^>]*>/, '<author><time nullFlavor="UNK"/>', rule('author')],
    ['a doctor’s title as a civility', '<prefix>MME</prefix>', '<prefix>DR</prefix>', rule('author')],
    ['an author without profession', /(<assignedAuthor><id [^>]*>)<code [^>]*>/, '$1', rule('author')],
    ['an author of an unknown speciality', /(<assignedAuthor><id [^>]*><code code=")G15_10\/SM26/, '$1G15_10/SM99', rule('author')],
    [
      'an author without structure',
      /(<assignedAuthor>[\s\S]*?)<representedOrganization>[\s\S]*?<\/representedOrganization>/,
      '$1',
      rule('author'),
    ],
    [
      'a custodian without identifier',
      /(<representedCustodianOrganization>)<id [^>]*>/,
      '$1<id nullFlavor="UNK"/>',
      rule('custodian absent'),
    ],
    ['no legal authenticator', /<legalAuthenticator>[\s\S]*<\/legalAuthenticator>/, '', rule('legalAuthenticator')],
    ['another signature code', 'signatureCode code="S"', 'signatureCode code="I"', rule('legalAuthenticator')],
    ['a legal authenticator who is nobody', /(<legalAuthenticator>[\s\S]*?)<family>DURAND<\/family>/, '$1', rule('legalAuthenticator')],
    ['no date of the act', /<low [^>]*>(?=<\/effectiveTime><performer)/, '<low nullFlavor="UNK"/>', rule('serviceEvent/effectiveTime/low')],
    [
      'an unknown practice setting',
      'standardIndustryClassCode code="AMBULATOIRE"',
      'standardIndustryClassCode code="VOLANT"',
      rule('standardIndustryClassCode hors de JDV_J04'),
    ],
    ['no performer', /<performer[\s\S]*<\/performer>/, '', rule('standardIndustryClassCode hors de JDV_J04')],
    [
      'an unknown sector',
      '<healthCareFacility><code code="SA07"',
      '<healthCareFacility><code code="SA98"',
      rule('healthCareFacility/code hors de JDV_J02'),
    ],
    ['an image that is not of the list', 'mediaType="text/plain"', 'mediaType="image/png"', rule('corps du document')],
    ['a body in plain text', 'representation="B64"', 'representation="TXT"', rule('corps du document')],
    ['an empty body', /(representation="B64">)[^<]*/, '$1', rule('corps du document')],
  ])('%s', async (_what, from, to, reason) => {
    await refused(built(), from, to, reason);
  });

  it('a participant without time', async () => {
    await refused(built(complete), /(<participant typeCode="REF">)<time>.*?<\/time>/, '$1', rule('participant/time'));
  });
});
