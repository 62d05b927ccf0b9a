import { randomUUID, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeCard } from '../../../electron/card/describe.ts';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import type { Config } from '../../../electron/config/schema.ts';
import { packLot } from '../../../electron/dmp/prepared-lot.ts';
import type { Doors } from '../../../electron/doors/types.ts';
import { pemTransport } from '../../../electron/net/https.ts';
import type { Transport } from '../../../electron/net/types.ts';
import type { CardTransport } from '../../../electron/session/card-key.ts';
import { professionalOf, type DeclaredIdentity } from '../../../electron/session/professional.ts';
import { rightsSession, sectionOf } from '../../../electron/session/rights.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import { dmpGateway } from '../../../electron/wiring/dmp.ts';
import { ACCUEIL_DU_PORT, HUGO_PETIT, WHO, type Holder } from '../../sandbox/identities.ts';
import { needs } from '../../setup/needs.ts';
import { cda, DOMINIQUE, SOFTWARE, signerOf, startBench, type Bench } from './kit.ts';

/** The VIHF of every session that a card can open, as the DMP of the sandbox judges it: saml/README 1. */
const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

let bench: Bench;
let lot: ReturnType<typeof packLot>;
const open: Transport[] = [];
beforeAll(async () => {
  bench = await startBench();
  const { prepare } = await bench.workstation();
  lot = packLot({ ...(await prepare([{ cda: await cda(), flags: [] }])), secretConnection: false });
});
afterAll(async () => {
  await Promise.all(open.map((transport) => transport.close()));
  await bench.close();
});

/** Asks for the existence of a record under a holder's card. @param sections as the settings say them */
async function asks(holder: Holder, sections: Config['structure']['pharmacistSections'], declared: DeclaredIdentity | null = null) {
  const person = await bench.pki.person(holder.person);
  const certificates = [person.auth, person.sign].map(({ certPem }) => ({ der: new X509Certificate(certPem).raw, label: '', id: null }));
  const facts = { serial: '1', tokenLabel: 'CPS3-TEST', model: '', pssMechanism: false, demonstration: true, info: null, triesLeft: 3 };
  const card = describeCard({ ...facts, certificates }, certificatesOfPem(person.chainPem));
  const [place] = holder.situations;
  if (card === null || place === undefined) throw new Error('a card of the family, held by somebody who practises');
  const situation = { index: 1, structureIdNat: place.idNat, structureName: place.name, sector: place.sector };
  const pro = professionalOf(card.holder, situation, { declared, section: sectionOf(card.holder, situation, sections) });
  const rights = rightsSession(card, situation, pro.idNat, sections);
  const session: OpenSession = { card, situation, pro, rights, openedAt: new Date() };
  const transport = pemTransport({
    authorities: certificatesOfPem(bench.pki.trustPem),
    certPem: person.auth.certPem + person.chainPem,
    keyPem: person.auth.keyPem,
    passphrase: null,
    pss: false,
  });
  open.push(transport);
  const { patients, repository, registry } = bench.dmp.endpoints;
  const gateway = dmpGateway(
    { ...defaults, dmp: { ...defaults.dmp, patientsUrl: patients, repositoryUrl: repository, registryUrl: registry } },
    {
      software: SOFTWARE,
      now: () => bench.clock.now(),
      uuid: randomUUID,
      // Casts: the key of the card, and answers too short for a door.
      cardKey: { of: () => transport } as unknown as CardTransport,
      signer: () => signerOf(person.sign, person.chainPem),
      doors: {} as Doors,
      lights: { watch: (_name, ask) => ask() },
      secret: { isOpenFor: () => false },
      observe: undefined,
    },
  );
  return await gateway.existence(session, DOMINIQUE, { mediaType: 'application/octet-stream', ...lot });
}

const lastAccess = () => bench.dmp.record(DOMINIQUE.matricule)?.accesses.at(-1);

describe.skipIf(!ready)('the DMP takes the session', () => {
  it.each(Object.entries(WHO).filter(([, { person }]) => person.family !== null))('of a card of the sandbox: %s', async (_who, holder) => {
    expect(await asks(holder, { [HUGO_PETIT.person.idNat]: 'A' })).toMatchObject({ exists: true });
    expect(lastAccess()).toMatchObject({ whoId: holder.person.idNat, who: expect.stringContaining(holder.person.family ?? '') });
  });

  it('of a card that names nobody, under the name of whoever is there (R-143)', async () => {
    const declared = { idNat: '499900000017001/1f0c2a9b', family: 'FABRE', given: 'Camille' };
    expect(await asks(ACCUEIL_DU_PORT, {}, declared)).toMatchObject({ exists: true });
    expect(lastAccess()).toMatchObject({ whoId: ACCUEIL_DU_PORT.person.idNat, who: 'Camille FABRE' });
  });

  it('of a pharmacist with the section of the Order of their structure, and not without', async () => {
    expect(await asks(HUGO_PETIT, { '10B0999971': 'D' })).toMatchObject({ exists: true });
    await expect(asks(HUGO_PETIT, {})).rejects.toMatchObject({ detail: expect.stringContaining('Section de l’Ordre absente') });
  });
});
