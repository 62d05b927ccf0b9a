import { describe, expect, it } from 'vitest';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { parseSoap, serialise } from '../../sandbox/common/soap.ts';
import { insiAnswer, VARIANTS } from '../../sandbox/insi/answer.ts';
import { POPULATION } from '../../sandbox/insi/population.ts';
import { needs } from '../../setup/needs.ts';

const ready = needs.shared('reference/ins') !== null && needs.tool('xmllint') !== null;
const RESULT_SCHEMA = 'ins/wsdl/xsd/ServiceIdentiteCertifiee/INSi_RESULTAT_INS.xsd';
const errorsOf = async (name: string, turn: number): Promise<string[] | null> => {
  const found = POPULATION.filter((person) => person.birthName === name);
  const { xml } = insiAnswer({ found, action: 'urn:a', relatesTo: null, messageId: 'm', turn });
  return await validateSchema(RESULT_SCHEMA, serialise(parseSoap(xml).body ?? parseSoap(xml).document));
};

describe.skipIf(!ready)('an answer of the INSi simulator', () => {
  it.each(['PAT-TROIS', 'DE VINCI', 'PERSONNE', 'MELANGE'])('validates against the official schema in every variant (%s)', async (name) => {
    for (let turn = 0; turn < VARIANTS.length; turn++) expect(await errorsOf(name, turn)).toEqual([]);
  });

  it('breaks it once, with a history, as the file of the CNDA does', async () => {
    expect(await Promise.all([0, 1, 2, 3].map(async (turn) => (await errorsOf('ECETINSI', turn))?.length === 0))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});
