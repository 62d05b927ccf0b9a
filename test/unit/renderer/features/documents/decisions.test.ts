import { describe, expect, it } from 'vitest';
import { decisionsOf } from '../../../../../renderer/features/documents/decisions.ts';
import { isHanded } from '../../../../../renderer/features/documents/handed.ts';
import type { DocumentPlan } from '../../../../../shared/contract/documents.ts';
import { errorFacts, fail } from '../../../../../shared/errors.ts';

const PAULE = { idNat: '899900000017', name: 'Dr Paule DURAND' };
const plan = (changed: Partial<DocumentPlan> = {}): DocumentPlan => ({
  patientSees: [],
  channels: [],
  problems: [],
  refusal: null,
  canValidate: true,
  handsTo: [],
  feedsFor: [],
  ...changed,
});
const labels = (one: DocumentPlan | undefined): readonly string[] => decisionsOf(one).map(({ label }) => label);

describe('what may be decided of a draft', () => {
  it('is its validation, for a professional, before their plan is known too', () => {
    expect([labels(undefined), labels(plan())]).toEqual([['Valider et envoyer'], ['Valider et envoyer']]);
  });

  it('is handing it over besides, where somebody delegated that', () => {
    expect(labels(plan({ handsTo: [PAULE] }))).toEqual(['Valider et envoyer', 'À valider par Dr Paule DURAND']);
  });

  it('is handing it over first for who validates nothing, then feeding the DMP in the name of who delegated that', () => {
    const refusal = errorFacts(fail('RIGHTS_VALIDATE'));
    expect(decisionsOf(plan({ refusal, handsTo: [PAULE], feedsFor: [PAULE] })).map(({ act, professional }) => [act, professional])).toEqual(
      [
        ['prepare', PAULE.idNat],
        ['feedFor', PAULE.idNat],
      ],
    );
    expect(labels(plan({ refusal }))).toEqual([]);
  });
});

it('a document waits for somebody else from its hand-over to its validation', () => {
  const prepared = { at: '2026-11-21T10:00:00.000Z', by: 'Alix SIMON', for: PAULE.name, byMe: true, forMe: false };
  expect([
    isHanded({ status: 'draft', prepared: null }),
    isHanded({ status: 'draft', prepared }),
    isHanded({ status: 'draft', prepared: { ...prepared, forMe: true } }),
    isHanded({ status: 'validated', prepared }),
  ]).toEqual([false, true, false, false]);
});
