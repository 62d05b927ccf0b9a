import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { composeMessage } from '../../../electron/mss/compose.ts';
import type { MssServer } from '../../../electron/mss/connection.ts';
import { submit } from '../../../electron/mss/submit.ts';
import { oneWayTransport } from '../../../electron/net/https.ts';
import { accessToken, connect, disconnect, type PscSession } from '../../../electron/psc/session.ts';
import { Clock } from '../../sandbox/common/clock.ts';
import { Faults } from '../../sandbox/common/faults.ts';
import { startMss, type MssSandbox } from '../../sandbox/mss/index.ts';
import { createPki } from '../../sandbox/pki/index.ts';
import { startPsc, type Psc } from '../../sandbox/psc/index.ts';
import { CITIZEN, context, document, input, LUC, PAULE, PDF, UNQUALIFIED } from '../../unit/mss/message-fixtures.ts';

let psc: Psc;
let mss: MssSandbox;
let session: PscSession;
let server: MssServer;

beforeAll(async () => {
  const common = { pki: await createPki(), faults: new Faults(), clock: new Clock() };
  psc = await startPsc({ ...common, autoApprove: 10, intervalSeconds: 0.05 });
  mss = await startMss({ ...common, psc });
  const trust = { authorities: certificatesOfPem(common.pki.organisationsTrustPem) };
  const proxy = { transport: oneWayTransport(trust), url: psc.proxyUrl, clientId: psc.clientId, timeoutMs: 5000 };
  session = await connect(proxy, { idNat: '899900000017', bindingMessage: '42', channel: 'MOBILE', signal: new AbortController().signal });
  server = { host: mss.host, port: mss.port, mailbox: PAULE, trust, timeoutMs: 5000 };
});
afterAll(async () => {
  await mss.close();
  await psc.close();
});

const INES = 'ines.morel@sage-femme.sandbox.mssante.fr';
const token = (): Promise<string> => accessToken(session);

describe('a document by MSSanté, from the CDA to the mailbox', () => {
  it('arrives with its archive and its PDF, under the professional’s Pro Santé Connect session', async () => {
    const message = await composeMessage(input({ deliveryReceipt: true }), context());
    const result = await submit(server, token, message);
    expect(result.refused).toEqual([]);
    const delivery = mss.deliveries(LUC).at(-1);
    expect(delivery?.messageId).toBe(message.messageId);
    expect(delivery?.raw.equals(Buffer.from(message.bytes))).toBe(true);
    expect(delivery?.documents).toMatchObject([{ typeCode: '11488-4', patient: { matricule: '279035121518989', birthName: 'PAT-TROIS' } }]);
    expect(delivery?.attachments.map(({ name, sha1 }) => [name, sha1])).toEqual(
      message.parts.slice(1).map(({ name, sha1 }) => [name, sha1]),
    );
    expect(delivery?.documents[0]?.pdf?.equals(Buffer.from(PDF))).toBe(true);
    expect(delivery?.headers).toMatchObject({ 'X-MSS-NIL': 'TEST000001', 'X-MSS-CODECDA': '11488-4', 'X-MSS-INS': 'O' });
    expect(delivery?.envelope.notify).toEqual(['SUCCESS', 'FAILURE', 'DELAY']);
  });

  it('arrives at somebody else as the very same files', async () => {
    const files = (address: string) =>
      mss
        .deliveries(address)
        .at(-1)
        ?.attachments.map(({ name, sha1 }) => [name, sha1]);
    await submit(server, token, await composeMessage(input(), context({ uuid: () => crypto.randomUUID() })));
    const later = context({ now: new Date('2026-12-24T18:00:00Z'), uuid: () => crypto.randomUUID() });
    await submit(server, token, await composeMessage(input({ to: [INES] }), later));
    expect(files(INES)).toHaveLength(2);
    expect(files(INES)).toEqual(files(LUC));
    expect(mss.deliveries(INES).at(-1)?.documents[0]?.pdf?.equals(Buffer.from(PDF))).toBe(true);
    expect(mss.deliveries(INES).at(-1)?.messageId).not.toBe(mss.deliveries(LUC).at(-1)?.messageId);
  });

  it('R-009 arrives without a qualified INS too', async () => {
    const message = await composeMessage(
      input({ documents: [document({ patient: UNQUALIFIED, serial: 70 })], patient: UNQUALIFIED }),
      context({ uuid: () => crypto.randomUUID() }),
    );
    await submit(server, token, message);
    expect(mss.deliveries(LUC).at(-1)?.headers['X-MSS-INS']).toBe('N');
  });

  it('R-015 arrives in the patient’s own mailbox', async () => {
    const message = await composeMessage(input({ to: [CITIZEN] }), context({ uuid: () => crypto.randomUUID() }));
    await submit(server, token, message);
    expect(mss.deliveries(CITIZEN).map(({ messageId }) => messageId)).toEqual([message.messageId]);
  });

  it('does not leave once the Pro Santé Connect session is closed', async () => {
    await disconnect(session);
    const message = await composeMessage(input(), context({ uuid: () => crypto.randomUUID() }));
    await expect(submit(server, token, message)).rejects.toMatchObject({ code: 'PSC_SESSION_ENDED' });
    expect(mss.deliveries(LUC).some(({ messageId }) => messageId === message.messageId)).toBe(false);
  });
});
