import { describe, expect, it } from 'vitest';
import { sendStates } from '../../../shared/domain/record/send.ts';
import { verdict, type Facts, type SendFacts } from '../../faults/verdict.ts';

const dmp: SendFacts = { id: 's1', documentId: 'd1', channel: 'dmp', state: 'sent', error: null, uniqueId: '2.25.1', messageId: null };
const mail: SendFacts = { id: 's2', documentId: 'd1', channel: 'mss', state: 'sent', error: null, uniqueId: null, messageId: '<1@x>' };
const settled: SendFacts = { ...mail, error: 'SEND_CONSIDERED_SENT' };
const once = { before: 1, now: 1 };

/** A document that arrived once on each channel. */
const good: Facts = {
  documents: [{ id: 'd1', title: 'A', status: 'validated' }],
  told: ['d1'],
  sends: [dmp, mail],
  chosen: new Map(),
  atDmp: () => 1,
  titled: () => 1,
  mails: () => once,
  ended: () => 1,
  journalValid: true,
  said: '[outbox] STORE_FULL\n',
};
const draft: Facts = {
  ...good,
  documents: [{ id: 'd1', title: 'A', status: 'draft' }],
  sends: [],
  told: [],
  atDmp: () => 0,
  titled: () => 0,
};
const found = (changed: Partial<Facts>): readonly string[] => verdict({ ...good, ...changed }).map(({ kind, what }) => `${kind}: ${what}`);

describe('the verdict on a workstation that was disturbed', () => {
  it.each<readonly [string, Partial<Facts>]>([
    ['a document once at the DMP and one mail', {}],
    ['a draft that nobody was told validated', draft],
    ['a mail that a person sent again', { chosen: new Map([['s2', 'retry']]), mails: () => ({ before: 1, now: 2 }) }],
    ['a mail that never left, sent again by a person', { chosen: new Map([['s2', 'retry']]), mails: () => ({ before: 0, now: 1 }) }],
    [
      'a mail that never left, which a person took upon them',
      { sends: [dmp, settled], chosen: new Map([['s2', 'settle']]), mails: () => ({ before: 0, now: 0 }) },
    ],
    [
      'a send that a person gave up, since its data are a copy',
      { sends: [{ ...dmp, state: 'cancelled' }, mail], chosen: new Map([['s1', 'leave']]), ended: (id) => (id === 's1' ? 0 : 1) },
    ],
    ['nothing at all', { documents: [], told: [], sends: [] }],
  ])('has nothing to say of %s', (_name, changed) => {
    expect(found(changed)).toEqual([]);
  });

  it.each<readonly [string, Partial<Facts>, string]>([
    ['a document said sent that the DMP does not have', { atDmp: () => 0 }, 'lost: dmp: said sent, and not there'],
    ['a mail said sent that nobody received', { mails: () => ({ before: 0, now: 0 }) }, 'lost: mss: said sent, and not there'],
    [
      'a mail that a person settled and whose row does not say so',
      { chosen: new Map([['s2', 'settle']]), mails: () => ({ before: 0, now: 0 }) },
      'lost: mss: said sent, and not there',
    ],
    [
      'a mail whose row says that somebody settled it, when nobody did',
      { sends: [dmp, settled], mails: () => ({ before: 0, now: 0 }) },
      'lost: mss: said sent, and not there',
    ],
    ['a validation that was answered and is a draft', { ...draft, told: ['d1'] }, 'lost: a validation that was answered is a draft'],
    [
      'a document whose validation was answered and is gone',
      { told: ['d1', 'd2'] },
      'lost: a document whose validation was answered is gone',
    ],
    ['an identifier twice at the DMP', { atDmp: () => 2 }, 'doubled: dmp: there 2 times without a person’s choice'],
    ['a title twice at the DMP', { titled: () => 2 }, 'doubled: 2 documents of one title at the DMP'],
    [
      'a mail twice that nobody chose to send again',
      { mails: () => ({ before: 2, now: 2 }) },
      'doubled: mss: there 2 times without a person’s choice',
    ],
    [
      'a mail again after a person chose not to',
      { sends: [dmp, settled], chosen: new Map([['s2', 'settle']]), mails: () => ({ before: 1, now: 2 }) },
      'doubled: mss: there 2 times',
    ],
    [
      'a mail twice more than the choice of a person',
      { chosen: new Map([['s2', 'retry']]), mails: () => ({ before: 1, now: 3 }) },
      'doubled: mss: there 3 times',
    ],
    [
      'a send that a person gave up and that left all the same',
      { chosen: new Map([['s2', 'leave']]) },
      'unexplained: mss: sent though a person gave it up',
    ],
    [
      'a send that a person gave up and that arrived again',
      { sends: [dmp, { ...mail, state: 'cancelled' }], chosen: new Map([['s2', 'leave']]), mails: () => ({ before: 1, now: 2 }) },
      'doubled: mss: there 2 times',
    ],
    ['a draft that is at the DMP', { ...draft, titled: () => 1 }, 'unexplained: a draft is at the DMP'],
    ['a channel without its row', { sends: [mail] }, 'unexplained: dmp: 0 rows of one document'],
    ['a channel with two rows', { sends: [dmp, mail, { ...mail, id: 's3' }] }, 'unexplained: mss: 2 rows of one document'],
    ['an end told twice', { ended: (id) => (id === 's1' ? 2 : 1) }, 'unexplained: dmp: 2 ends in the journal'],
    ['an end that is not told', { ended: (id) => (id === 's2' ? 0 : 1) }, 'unexplained: mss: 0 ends in the journal'],
    ['a journal that does not hold', { journalValid: false }, 'unexplained: the journal does not hold'],
    [
      'an error of ours',
      { said: '[outbox] STORE_FULL\n[outbox] INTERNAL TypeError at x\n' },
      'unexplained: [outbox] INTERNAL TypeError at x',
    ],
  ])('finds %s', (_name, changed, finding) => {
    expect(found(changed)).toEqual([finding]);
  });

  it('finds every state but sent: nothing here is refused, and nobody gives anything up', () => {
    for (const state of sendStates)
      expect(found({ sends: [{ ...dmp, state, error: 'A_CODE' }, mail] }), state).toEqual(
        state === 'sent' ? [] : [`unexplained: dmp: ${state} (A_CODE), there 1 times`],
      );
  });
});
