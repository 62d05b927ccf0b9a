import { describe, expect, it } from 'vitest';
import type { CardPresence, PublicCard } from '../../../../electron/card/types.ts';
import type { MailboxConfig } from '../../../../electron/config/schema.ts';
import type { MssLogin, Session } from '../../../../electron/session/session.ts';
import { sessionView, type SessionViewPorts } from '../../../../electron/usecases/session/view.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { usualRights } from '../../../setup/rights.ts';
import { PAULE, SECRETARY } from '../workplace.ts';

const LOCKS_AT = new Date('2026-11-21T10:30:00.000Z');
const SITUATION = { ...PAULE.situation, sectorLabel: 'secteur SA07' };
const PRESENT: CardPresence = { kind: 'present', card: PAULE.card };

type Seen = { readonly [K in 'open' | 'unnamed' | 'locksAt' | 'choices' | 'endedBy']: Session[K] } & {
  readonly mss: MssLogin;
  readonly presence: CardPresence;
};

const view = (seen: Partial<Seen> = {}, changed: Partial<SessionViewPorts> = {}) => {
  const { presence = PRESENT, ...session } = seen;
  return sessionView({
    // Cast: these are what is shown of a session.
    session: {
      open: PAULE,
      unnamed: null,
      locksAt: LOCKS_AT,
      choices: [],
      endedBy: null,
      mss: { state: 'closed' },
      ...session,
      presence: () => presence,
    } as unknown as Session,
    rights: usualRights(() => new Date('2026-11-21T10:00:00.000Z')),
    usual: () => null,
    presenceError: ({ kind }) => fail(kind === 'empty' ? 'CARD_ABSENT' : 'CARD_NO_READER'),
    now: () => new Date('2026-11-21T10:00:00.000Z'),
    expiryWarningDays: 30,
    revocationWarning: () => null,
    dataWarning: () => null,
    sectorLabel: (code) => `secteur ${code}`,
    ...changed,
  });
};

describe('what is shown of a session', () => {
  it('is who is logged in, as what, and when it locks', () => {
    expect(view()).toEqual({
      card: {
        kind: 'present',
        holder: 'Dr Paule DURAND',
        type: 'CPS',
        generation: 'CPS3',
        triesLeft: 3,
        demonstration: true,
        expiresSoon: null,
        usual: null,
        error: null,
      },
      session: {
        idNat: '899900000017',
        displayName: 'Dr Paule DURAND',
        card: 'CPS',
        limit: null,
        profession: 'Médecin',
        speciality: null,
        situation: SITUATION,
        rights: {
          read: null,
          record: null,
          identity: null,
          prepare: null,
          'patient-word': null,
          send: null,
          validate: null,
          import: null,
          administer: expect.objectContaining({ code: 'RIGHTS_ADMINISTER' }),
        },
        openedAt: '2026-11-21T09:00:00.000Z',
        locksAt: '2026-11-21T10:30:00.000Z',
      },
      situations: [],
      unnamed: null,
      mss: { state: 'closed', bindingMessage: null, expiresAt: null, mailbox: null, error: null },
      endedBy: null,
      revocation: null,
      data: null,
    });
  });

  it('says what of the workstation is not for a secretary, and why', () => {
    const { rights } = view({ open: SECRETARY }).session ?? {};
    expect(Object.entries(rights ?? {}).flatMap(([act, why]) => (why === null ? [] : [`${act} ${why.code}`]))).toEqual([
      'validate RIGHTS_VALIDATE',
      'administer RIGHTS_ADMINISTER',
    ]);
  });

  it('says what the card or the settings lack for it', () => {
    const open = { ...PAULE, rights: { ...PAULE.rights, sector: null } };
    expect(view({ open }).session?.limit?.code).toBe('RIGHTS_PROFESSION');
    const pharmacist = { ...PAULE, rights: { ...PAULE.rights, profession: '21', speciality: null } };
    expect(view({ open: pharmacist }).session?.limit?.code).toBe('RIGHTS_SECTION');
  });

  it('is the structure of a card that names nobody, which waits for a name', () => {
    const holder = { ...PAULE.card.holder, family: 'CABINET DU DR DURAND', given: '699900000017001-000000011', nominative: false };
    const card: PublicCard = { ...PAULE.card, type: 'CPE', holder: { ...holder, profession: null } };
    const unnamed = { card, situation: PAULE.situation, at: new Date() };
    expect(view({ presence: { kind: 'present', card }, open: null, unnamed })).toMatchObject({
      card: { type: 'CPE-ANON', holder: 'CABINET DU DR DURAND' },
      session: null,
      unnamed: { structureName: 'CABINET DU DR DURAND' },
    });
    expect(view({ open: null, unnamed: { ...unnamed, situation: { ...PAULE.situation, structureName: '' } } }).unnamed).toEqual({
      structureName: 'CABINET DU DR DURAND',
    });
    expect(view({ presence: { kind: 'present', card: { ...PAULE.card, type: 'CPE' } } }).card.type).toBe('CPE');
  });

  it.each<readonly [string, Partial<Seen>]>([
    ['nobody is logged in', { open: null }],
    ['nothing says when it locks', { locksAt: null }],
  ])('is no session when %s', (_what, seen) => expect(view(seen).session).toBeNull());

  it('is nothing of a card that is not there, and why', () => {
    expect(view({ presence: { kind: 'empty' }, open: null, endedBy: 'removed' })).toMatchObject({
      card: {
        kind: 'empty',
        holder: null,
        type: null,
        generation: null,
        triesLeft: null,
        demonstration: false,
        error: { code: 'CARD_ABSENT' },
      },
      endedBy: 'removed',
    });
  });

  it('is the situations to choose from', () => {
    expect(view({ open: null, choices: [PAULE.situation] }).situations).toEqual([SITUATION]);
  });

  it('is the usual situation of whoever the card is of, before the PIN', () => {
    const asked: string[] = [];
    const other = { ...PAULE.situation, index: 3 };
    const usual = (idNat: string) => {
      asked.push(idNat);
      return { held: [PAULE.situation, other], last: other };
    };
    expect(view({ open: null }, { usual }).card.usual).toEqual({ index: 3, situations: [SITUATION, { ...SITUATION, index: 3 }] });
    expect(view({ open: null, presence: { kind: 'empty' } }, { usual }).card.usual).toBeNull();
    expect(asked).toEqual(['899900000017']);
  });

  it.each([
    ['Qualifié en Médecine Générale (SM)', 'Médecine Générale'],
    ['Cardiologie et maladies vasculaires', 'Cardiologie et maladies vasculaires'],
    ['Qualifié en Médecine (interne) (SM)', 'Médecine (interne)'],
  ])('is the speciality « %s » as « %s »', (displayName, speciality) => {
    const skill = { code: 'SM26', codeSystem: '1.2.250.1.71.4.2.5', displayName };
    const card = { ...PAULE.card, holder: { ...PAULE.card.holder, skill } };
    expect(view({ open: { ...PAULE, card } }).session?.speciality).toBe(speciality);
  });

  it('is nothing of a profession that the card does not name', () => {
    const card = { ...PAULE.card, holder: { ...PAULE.card.holder, profession: null } };
    expect(view({ open: { ...PAULE, card } }).session?.profession).toBeNull();
  });

  it('is what is wrong with the revocation lists and with the data', () => {
    const data = errorFacts(fail('STORE_CORRUPT'));
    const { revocation, data: shown } = view({}, { revocationWarning: () => fail('CERT_REVOKED'), dataWarning: () => data });
    expect([revocation?.code, shown]).toEqual(['CERT_REVOKED', data]);
  });
});

describe('a card that ends soon', () => {
  const until = (authentication: string, signature: string): PublicCard => ({
    ...PAULE.card,
    authentication: { ...PAULE.card.authentication, notAfter: authentication },
    signature: { ...PAULE.card.signature, notAfter: signature },
  });
  const FAR = '2029-01-01T00:00:00Z';

  it.each<readonly [string, string, string | null]>([
    ['2026-12-21T10:00:00Z', FAR, '2026-12-21T10:00:00Z'],
    [FAR, '2026-12-21T10:00:00Z', '2026-12-21T10:00:00Z'],
    ['2026-12-21T10:00:01Z', FAR, null],
    ['2026-11-21T10:00:01Z', FAR, '2026-11-21T10:00:01Z'],
    ['2026-11-21T10:00:00Z', FAR, null],
    [FAR, '2026-11-20T10:00:00Z', null],
  ])('of which the certificates end on %s and %s announces %s', (authentication, signature, at) => {
    const { expiresSoon } = view({ presence: { kind: 'present', card: until(authentication, signature) } }).card;
    expect(expiresSoon).toEqual(at === null ? null : { at });
  });
});

describe('the login to MSSanté that is shown', () => {
  const NONE = { bindingMessage: null, expiresAt: null, mailbox: null, error: null };
  const error = errorFacts(fail('PSC_REFUSED'));

  it.each<readonly [MssLogin, object]>([
    [
      { state: 'pending', bindingMessage: '42', expiresAt: LOCKS_AT },
      { ...NONE, state: 'pending', bindingMessage: '42', expiresAt: LOCKS_AT.toISOString() },
    ],
    [
      // Cast: of a mailbox, its address alone is shown.
      { state: 'open', mailbox: { address: 'paule@x.mssante.fr' } as MailboxConfig, token: () => Promise.resolve('') },
      { ...NONE, state: 'open', mailbox: 'paule@x.mssante.fr' },
    ],
    [
      { state: 'failed', error },
      { ...NONE, state: 'failed', error },
    ],
  ])('%j', (mss, shown) => expect(view({ mss }).mss).toEqual(shown));
});
