import { describe, expect, it } from 'vitest';
import { createBridge, type Handlers } from '../../../electron/ipc/bridge.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import { requireAllowed } from '../../../electron/usecases/rights/rights.ts';
import { decode, encode } from '../../../shared/contract/codec.ts';
import { calls, type CallName } from '../../../shared/contract/index.ts';
import { canAtOffice, type OfficeAct } from '../../../shared/domain/rights/office.ts';
import { sampleOf } from '../../setup/sample-input.ts';
import { ROLES, type Role } from '../domain/rights/roles.ts';

/** What each call is, said a second time: a right that is taken away or weakened shows here. */
const RIGHTS: Readonly<Record<OfficeAct, readonly string[]>> = {
  read: ['patients.search patients.list patients.get worklists.get patients.rights delegations.list delegations.colleagues structure.get'],
  record: [
    'documents.list documents.counts documents.get documents.waiting documents.waitingCounts documents.search documents.text',
    'documents.open documents.judgeAddress outbox.list outbox.counts audit.facets audit.list audit.verify consent.get',
  ],
  identity: [
    'patients.create patients.similar patients.edit patients.unlocking patients.editTraits patients.setAttributes',
    'patients.recordDiscordance patients.recordIdentityDocument patients.askInsi patients.acceptInsi patients.verifyIns',
    'patients.mergePlan patients.merge patients.unmerge patients.print documents.printIdentity datamatrix.read vitale.current',
    'vitale.forget vitale.pick worklists.settle worklists.createApart',
  ],
  prepare: [
    'documents.add documents.whose documents.move documents.keep documents.save documents.plan documents.recipient',
    'documents.remove documents.restore documents.prepare documents.takeBack',
  ],
  'patient-word': [
    'patients.recordInformation patients.setMedecinTraitant consent.recordAtRequest consent.correctSlip consent.agree',
    'episodes.open episodes.close episodes.setCorrespondents',
  ],
  send: [
    'documents.sendAlso documents.feedFor documents.undo outbox.retry outbox.redirect outbox.cancel outbox.decideDoubted outbox.settle',
    'session.connectMss',
  ],
  validate: ['documents.validate patients.secretConnection documents.giveBack delegations.make delegations.revoke'],
  import: [
    'imports.list imports.columns imports.preview imports.begin imports.push imports.end imports.cancel imports.refused imports.errors',
  ],
  administer: [
    'structure.declareCollective structure.withdrawCollective structure.saveNotice people.list people.declare people.resetCode people.withdraw',
  ],
};
const CALLS = Object.entries(RIGHTS).flatMap(([right, lines]) =>
  // Cast: the first test compares them with the contract.
  lines.flatMap((line) => line.split(' ') as CallName[]).map((name) => [name, right] as const),
);

/** Whom nothing of that is for. */
const NEVER: Readonly<Record<Role, readonly OfficeAct[]>> = {
  NM: ['administer'],
  MD: ['administer'],
  MTv: ['administer'],
  MT: ['administer'],
  CPE: ['validate', 'administer'],
  PE: ['validate', 'administer'],
  ES: ['read', 'record', 'identity', 'prepare', 'patient-word', 'send', 'validate', 'import', 'administer'],
  'unknown profession': ['record', 'prepare', 'patient-word', 'send', 'validate', 'import', 'administer'],
  'unknown sector': ['record', 'prepare', 'patient-word', 'send', 'validate', 'import', 'administer'],
  anonymous: ['read', 'record', 'identity', 'prepare', 'patient-word', 'send', 'validate', 'import', 'administer'],
};

/** The calls that reach their use case. */
async function reachedBy(session: (typeof ROLES)[Role]): Promise<readonly string[]> {
  const reached: CallName[] = [];
  const names = CALLS.map(([name]) => name);
  const handlers = Object.fromEntries(names.map((name) => [name, () => Promise.resolve(reached.push(name))]));
  const bridge = createBridge(handlers as unknown as Handlers, {
    session: { require: () => ({ card: { serial: '1' } }) as OpenSession },
    requireRight: (_by, right) => requireAllowed(canAtOffice({ session, administers: false }, right)),
    refused: () => Promise.resolve(),
    report: () => undefined,
  });
  for (const name of names)
    expect(decode(await bridge.invoke(name, encode(sampleOf(calls[name].input))))).not.toMatchObject({ error: { code: 'IPC_INPUT' } });
  return reached;
}

describe('each call', () => {
  it('declares the right that it is, and asks nobody’s when it is of nobody', () => {
    const declared = Object.entries(calls).flatMap(([name, { right, needs }]) => (needs === 'session' ? [[name, right]] : []));
    expect(declared.toSorted()).toEqual(CALLS.toSorted());
    expect(Object.values(calls).filter(({ needs, right }) => needs === 'nobody' && right !== null)).toEqual([]);
  });

  it.each(Object.entries(ROLES))('refuses %s what their role never does', async (role, session) => {
    const expected = CALLS.filter(([, right]) => !NEVER[role as Role].includes(right as OfficeAct)).map(([name]) => name);
    expect((await reachedBy(session)).toSorted()).toEqual(expected.toSorted());
  });
});
