import type { BuiltCda } from '../../../../electron/cda/build.ts';
import type { OpenSession } from '../../../../electron/session/session.ts';
import { feedForDelegator } from '../../../../electron/usecases/documents/feed-for-delegator.ts';
import { giveBackDocument } from '../../../../electron/usecases/documents/give-back-document.ts';
import { planDocument, type PlanPorts } from '../../../../electron/usecases/documents/plan-document.ts';
import { prepareDocument } from '../../../../electron/usecases/documents/prepare-document.ts';
import { takeBackDocument } from '../../../../electron/usecases/documents/take-back-document.ts';
import { validateDocument, type Preparation } from '../../../../electron/usecases/documents/validate-document.ts';
import { asRight } from '../../../../shared/domain/delegation/standing.ts';
import { viewDocument } from '../../../../electron/usecases/documents/view.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { DelegationRecord } from '../../../../shared/domain/record/delegation.ts';
import type { DocumentForm, DocumentRecord, ReturnReason } from '../../../../shared/domain/record/document.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { delegation, document } from '../../../integration/store/samples.ts';
import { usualRights } from '../../../setup/rights.ts';
import { ALIX, PAULE, workplace } from '../workplace.ts';

const FORM: DocumentForm = { type: '11488-4', title: ' CR de consultation ', date: '2026-11-20', visibility: 'visible', recipients: [] };
const QUALIFIED = { status: 'QUAL', ins: { matricule: '279035121518989', oid: insOids['NIR-TEST'] } } as const;

type Asked = Parameters<Preparation['buildCda']>[0];

/** A draft that a secretary prepares for a doctor of her practice, and what is asked of the formats. */
export const practice = async (
  given: readonly Partial<DelegationRecord>[] = [{}],
  changed: Partial<DocumentRecord> = {},
  patient: Partial<PatientRecord> = QUALIFIED,
) => {
  const place = workplace();
  await place.records(patient);
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document(changed) },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: Buffer.from('%PDF') },
      ...given.map((one, i) => ({ kind: 'delegation.add' as const, delegation: delegation({ id: `g${i + 1}`, ...one }) })),
    ],
    audit: [],
  });
  let there: OpenSession | null = ALIX;
  const logged = (somebody: OpenSession | null): void => {
    there = somebody;
    place.logged(somebody);
  };
  logged(ALIX);
  const built: Asked[] = [];
  const lots: boolean[] = [];
  const plan: PlanPorts = {
    store: place.store,
    now: place.common.now,
    current: () => there,
    ageOfMajority: () => 18,
    trusts: () => true,
    rights: usualRights(place.common.now, {
      delegations: async (to, structure) =>
        (await place.store.delegations.of(to)).filter((one) => one.structure === structure).map(asRight),
    }),
    mailboxOf: (idNat) => (idNat === PAULE.pro.idNat ? 'paule.durand@cabinet.mssante.fr' : null),
    mss: () => ({ state: 'no-mailbox', mailbox: null }),
  };
  let kicks = 0;
  const ports = {
    ...place.common,
    plan,
    kick: () => void (kicks += 1),
    undoMs: () => Promise.resolve(10_000),
    staffAuthenticator: 'delegator' as 'delegator' | 'delegate',
    prepare: {
      buildCda: (input: Asked) => {
        built.push(input);
        // Cast: what is asked of a document here is its bytes and its identifiers.
        return { id: `2.25.${built.length}`, setId: '2.25.90', version: 1, bytes: Buffer.from('<cda/>') } as unknown as BuiltCda;
      },
      prepareLot: (_session: OpenSession, { delegated }: { readonly delegated: boolean }) => {
        lots.push(delegated);
        return Promise.resolve({ bytes: Buffer.from('lot'), mediaType: 'text/plain', facts: null });
      },
      composeMessage: () =>
        Promise.resolve({ payload: { bytes: Buffer.from('m'), mediaType: 'text/plain', facts: null }, messageId: '<m>' }),
    },
  };
  return {
    ...place,
    ports,
    logged,
    built,
    lots,
    kicks: () => kicks,
    prepare: (form: Partial<DocumentForm> = {}, to = PAULE.pro.idNat) =>
      prepareDocument(ports)({ id: 'd1', form: { ...FORM, ...form }, for: to }),
    feedFor: (form: Partial<DocumentForm> = {}, to = PAULE.pro.idNat) =>
      feedForDelegator(ports)({ id: 'd1', form: { ...FORM, ...form }, for: to }),
    takeBack: () => takeBackDocument(ports)('d1'),
    giveBack: (reason: ReturnReason = 'type') => giveBackDocument(ports)({ id: 'd1', reason }),
    validate: (form: Partial<DocumentForm> = {}) => validateDocument(ports)({ id: 'd1', form: { ...FORM, ...form } }),
    planned: (form: Partial<DocumentForm> = {}) => planDocument(plan)({ id: 'd1', form: { ...FORM, ...form } }),
    draft: () => place.store.documents.get('d1'),
    row: () => viewDocument(place.store, (send) => send)('d1', ALIX.pro.idNat),
    sends: () => place.store.outbox.ofDocuments(['d1']),
    acts: async () => (await place.journal()).map(({ act, actor, onBehalfOf }) => [act, actor?.name, onBehalfOf?.name ?? null]),
  };
};
