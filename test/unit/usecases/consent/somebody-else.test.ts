import { describe, expect, it } from 'vitest';
import type { OpenSession } from '../../../../electron/session/session.ts';
import type { CommonPorts } from '../../../../electron/usecases/common-ports.ts';
import { agree } from '../../../../electron/usecases/consent/agree.ts';
import { correctSlip } from '../../../../electron/usecases/consent/correct-slip.ts';
import { recordAtRequest } from '../../../../electron/usecases/consent/record-at-request.ts';
import { recordInformation } from '../../../../electron/usecases/consent/record-information.ts';
import { closeEpisode } from '../../../../electron/usecases/episodes/close-episode.ts';
import { openEpisode } from '../../../../electron/usecases/episodes/open-episode.ts';
import { setCorrespondents } from '../../../../electron/usecases/episodes/set-correspondents.ts';
import { saveNotice } from '../../../../electron/usecases/structure/save-notice.ts';
import { refusal } from '../refusal.ts';
import { COLLEAGUE, ELSEWHERE, PAULE } from '../workplace.ts';
import { told } from './patient-word.ts';

const trusts = (): boolean => true;

/** Each act, begun by somebody and gone on with once another card is there. */
const ACTS: Readonly<Record<string, readonly [by: OpenSession, act: (common: CommonPorts) => Promise<unknown>]>> = {
  'a choice': [PAULE, (common) => recordInformation(common)({ id: 'p1', purpose: 'mssPatient', state: 'opposed' })],
  'a word of the patient': [
    PAULE,
    (common) => recordAtRequest(common)({ id: 'p1', purpose: 'feeding', state: 'opposed', means: 'oral', collector: PAULE.pro.idNat }),
  ],
  'a slip': [PAULE, (common) => correctSlip(common)({ id: 'p1', purpose: 'feeding', entry: 1 })],
  'an agreement': [ELSEWHERE, (common) => agree(common)({ id: 'p1', means: 'oral', collector: PAULE.pro.idNat })],
  'an episode opened': [
    PAULE,
    (common) => openEpisode(common)({ id: 'p1', kind: 'consultation', team: null, pathway: null, useCase: null }),
  ],
  'an episode closed': [PAULE, (common) => closeEpisode(common)({ id: 'p1', episode: 'e1' })],
  correspondents: [PAULE, (common) => setCorrespondents({ ...common, trusts })({ id: 'p1', correspondents: [], confirmedAgain: true })],
  'a notice': [PAULE, (common) => saveNotice(common)({ before: 'Bonjour', after: '' })],
};

describe('an act begun by somebody', () => {
  it.each(Object.entries(ACTS))('writes nothing once another card is there: %s', async (_what, [by, act]) => {
    const { common, record, store } = await told();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    const length = async (): Promise<number> => (await store.audit.page({ before: null, limit: 500 })).entries.length;
    const before = await length();
    const people = [by];
    const moving = { ...common, session: () => people.shift() ?? { ...COLLEAGUE, pro: { ...COLLEAGUE.pro, idNat: '899900000058' } } };
    await expect(act(moving)).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(await length()).toBe(before);
  });
});
