import { describe, expect, test } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import { needs } from '../../setup/needs.ts';
import { samplePdf } from '../../setup/sample-pdf.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { complete, dominique, fixed, letter, minimal, unqualified } from '../../unit/cda/sample.ts';

const ready = needs.shared('reference/cda/xsd/CDA_extended.xsd') !== null && needs.tool('xmllint') !== null;

describe.skipIf(!ready)('documents we build are valid against the extended schema of CI-SIS', () => {
  test.each([
    ['the smallest', minimal],
    ['the fullest', complete],
    ['a patient without matricule', unqualified],
  ])('%s', async (_, input) => {
    expect(await validateSchema('cda/xsd/CDA_extended.xsd', buildCda(input, letter, fixed()).bytes)).toEqual([]);
  });

  test.each([
    ['QUAL', '1979-03-00'],
    ['QUAL', '1979-00-00'],
    ['QUAL', '1979-20-15'],
    ['VALI', '1979-03-00'],
    ['VALI', '1979-00-00'],
    ['PROV', '1979'],
  ] as const)('a patient %s whose birth date is incomplete or « lunaire »: %s', async (status, birthDate) => {
    const input = status === 'QUAL' ? minimal : unqualified;
    expect(
      await validateSchema(
        'cda/xsd/CDA_extended.xsd',
        buildCda({ ...input, patient: { ...dominique, ins: status === 'QUAL' ? dominique.ins : null, status, birthDate } }, letter, fixed())
          .bytes,
      ),
    ).toEqual([]);
  });

  test('with a PDF inside', async () => {
    const body = { mediaType: 'application/pdf', bytes: await samplePdf() };
    expect(await validateSchema('cda/xsd/CDA_extended.xsd', buildCda(minimal, body, fixed()).bytes)).toEqual([]);
  });

  test('and the schema does refuse: a header out of order', async () => {
    const source = new TextDecoder()
      .decode(buildCda(minimal, letter, fixed()).bytes)
      .replace(/(<title>.*?<\/title>)(<effectiveTime[^>]*>)/, '$2$1');
    expect(await validateSchema('cda/xsd/CDA_extended.xsd', source)).not.toEqual([]);
  });
});
