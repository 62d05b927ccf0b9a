import { describe, expect, it } from 'vitest';
import { identityBlock, type BlockOptions } from '../../../electron/datamatrix/block.ts';
import { buildDatamatrix } from '../../../shared/domain/ins/datamatrix.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { Patient } from '../../../shared/domain/types.ts';
import { patTrois, TEST } from './patient.ts';

/** Lines as printed: strong parts between stars, no-break spaces as spaces. */
const printed = (changed: Partial<Patient> = {}, options: Partial<BlockOptions> = {}): readonly string[] =>
  identityBlock({ ...patTrois, ...changed }, { ...TEST, ...options }).lines.map(({ label, parts }) =>
    `${label} : ${parts.map(({ text, strong }) => (strong ? `*${text}*` : text)).join(' ')}`.replaceAll('\u00A0', ' '),
  );

describe('the identity block (EXI DIF 02)', () => {
  it('labels every trait, the first given name set apart, matricule and nature for a qualified identity', () => {
    expect(printed()).toEqual([
      'Nom de naissance : *PAT-TROIS*',
      'Prénom(s) de naissance : *DOMINIQUE* MARIE-LOUISE',
      'Nom utilisé : Dupont',
      'Sexe : F',
      'Date de naissance : 28/03/1979',
      'Lieu de naissance : code INSEE 51215',
      'Matricule INS : 279035121518989 [INS-NIR de test]',
    ]);
    expect(identityBlock(patTrois, TEST).payload).toBe(buildDatamatrix(patTrois, TEST));
  });

  it.each(['PROV', 'VALI', 'RECUP'] as const)('prints neither matricule nor symbol for an identity %s', (status) => {
    const block = identityBlock({ ...patTrois, status }, TEST);
    expect(block.payload).toBeNull();
    expect(JSON.stringify(block)).not.toMatch(/279035121518989|1\.2\.250|Matricule/);
    expect(block.lines).toHaveLength(6);
  });

  it.each([
    ['NIR', '[INS-NIR]'],
    ['NIA', '[INS-NIA]'],
    ['NIR-TEST', '[INS-NIR de test]'],
    ['NIR-DEMO', '[INS-NIR de démonstration]'],
  ] as const)('names the nature of a %s', (kind, expected) => {
    expect(printed({ ins: { matricule: '279035121518989', oid: insOids[kind] } }).at(-1)).toBe(
      `Matricule INS : 279035121518989 ${expected}`,
    );
  });

  it.each([
    ['compound', { firstBirthFirstName: 'JEAN CHRISTOPHE', birthFirstNames: 'JEAN-CHRISTOPHE PIERRE' }, '*JEAN-CHRISTOPHE* PIERRE'],
    ['alone', { firstBirthFirstName: 'DOMINIQUE', birthFirstNames: 'DOMINIQUE' }, '*DOMINIQUE*'],
    [
      'that only begins a word of the list',
      { firstBirthFirstName: 'JEAN', birthFirstNames: 'JEANNE MARIE', status: 'PROV' as const },
      '*JEAN* (JEANNE MARIE)',
    ],
    [
      'spelt longer in the list',
      { firstBirthFirstName: 'JEAN CHRISTOPHE', birthFirstNames: 'JEAN  CHRISTOPHE PIERRE', status: 'PROV' as const },
      '*JEAN CHRISTOPHE* (JEAN  CHRISTOPHE PIERRE)',
    ],
    ['not at the head of the list', { firstBirthFirstName: 'LOUISE', birthFirstNames: 'DOMINIQUE MARIE' }, '*LOUISE* (DOMINIQUE MARIE)'],
  ])('sets apart a first given name %s', (_, changed, expected) => {
    expect(printed(changed)).toContain(`Prénom(s) de naissance : ${expected}`);
  });

  it('prints the status and the name of the place when asked to', () => {
    expect(printed({}, { printStatus: true }).at(-1)).toBe('Statut : Identité qualifiée');
    expect(printed({}, { birthPlaceName: 'Corbeil (Marne)' })).toContain('Lieu de naissance : Corbeil (Marne), code INSEE 51215');
    expect(printed({ birthPlace: null }).some((line) => line.startsWith('Lieu'))).toBe(false);
  });

  it('refuses a qualified identity that cannot be written rather than print it halfway', () => {
    expect(() => printed({ ins: { matricule: '279035121518988', oid: insOids.NIR } })).toThrow(
      expect.objectContaining({ code: 'DATAMATRIX_KEY' }),
    );
    expect(() => printed({}, { test: false })).toThrow(expect.objectContaining({ code: 'DATAMATRIX_OID_TEST' }));
  });

  it('refuses a character that the font does not draw, and keeps accents', () => {
    expect(printed({ usedName: 'Œuvrard-Nguyễn'.replace('ễ', 'ê') })).toContain('Nom utilisé : Œuvrard-Nguyên');
    expect(() => printed({ usedName: 'Ли' })).toThrow(
      expect.objectContaining({ code: 'PRINT_CHARACTER', message: expect.stringContaining('Л') }),
    );
    expect(() => printed({ usedName: 'A\u202EB' })).toThrow(expect.objectContaining({ message: expect.stringContaining('U+202E') }));
  });
});
