import type { Trusts } from '../../shared/domain/mss/recipient-address.ts';
import { CdaDocument } from '../cda/document.ts';
import type { Config } from '../config/schema.ts';
import type { StartedDoors } from '../doors/client.ts';
import type { Doors } from '../doors/types.ts';
import type { HandlersPorts } from '../ipc/handlers.ts';
import { checkPdf } from '../pdf/check.ts';
import type { Session } from '../session/session.ts';
import type { CommonPorts } from '../usecases/common-ports.ts';
import { rememberColleague } from '../usecases/delegations/remember-colleague.ts';
import { DiscardedDrafts } from '../usecases/documents/discarded-drafts.ts';
import { DocumentReader } from '../usecases/documents/reader.ts';
import type { Rights } from '../usecases/rights/rights.ts';
import { mssStanding } from '../usecases/session/mss-standing.ts';
import { getSettings, undoWindow, type SettingsPorts } from '../usecases/settings/get-settings.ts';
import type { Mss } from './mss.ts';
import { preparationOf, type PreparationPorts } from './preparation.ts';
import { readingOf } from './reading.ts';
import { reportOf } from './told.ts';

interface DocumentsPorts extends PreparationPorts {
  readonly common: CommonPorts;
  readonly session: Session;
  readonly doors: Doors;
  /** A door process that reads the images of pages. */
  readonly startPages: () => StartedDoors;
  readonly testOidsAllowed: boolean;
  readonly mss: Mss;
  readonly chosen: SettingsPorts;
  readonly trusts: Trusts;
  readonly rights: Rights;
}

type Given =
  | 'checkPdf'
  | 'usualRecipients'
  | 'plan'
  | 'prepare'
  | 'staffAuthenticator'
  | 'readDocument'
  | 'undoMs'
  | 'reading'
  | 'readOn'
  | 'firstPage'
  | 'discarded';

/** Documents for the use cases, and what goes on with them while nobody asks. */
interface Documents extends Pick<HandlersPorts['documents'], Given> {
  close(): Promise<void>;
}

/** What checks, reads, plans and prepares documents; scans are read on, drafts taken away go in their time. */
export async function documentsOf(config: Config, ports: DocumentsPorts): Promise<Documents> {
  const { common, session, now, mss, doors, testOidsAllowed } = ports;
  const { store } = common;
  const mailboxOf = (idNat: string): string | null => mss.mailboxOf(idNat)?.address ?? null;
  const undoMs = undoWindow(ports.chosen);
  const settings = getSettings(ports.chosen);
  const reading = readingOf(doors, ports.startPages);
  const reader = new DocumentReader({ store, reading, now, testOidsAllowed, report: reportOf('reading') });
  session.onOpened(() => reader.readOn());
  session.onOpened(rememberColleague({ store, report: reportOf('delegations') }));
  const discarded = new DiscardedDrafts({ ...common, undoMs, report: reportOf('documents') });
  await discarded.start();
  return {
    checkPdf: (bytes) => checkPdf(doors, bytes, { maxPages: config.documents.maxPdfPages }),
    plan: {
      store,
      now,
      current: () => session.open,
      ageOfMajority: ports.majority,
      trusts: ports.trusts,
      rights: ports.rights,
      mss: () => mssStanding({ session, mailboxOf }),
      mailboxOf,
    },
    prepare: preparationOf(config, ports),
    staffAuthenticator: config.dmp.staffAuthenticator,
    readDocument: (cda) => CdaDocument.read(cda),
    undoMs,
    usualRecipients: async () => (await settings()).defaultRecipients,
    reading,
    readOn: () => reader.readOn(),
    firstPage: (id) => reader.firstPage(id),
    discarded,
    close: async () => {
      await discarded.close();
      // A page that is being read ends with its process.
      await Promise.all([reader.close(), reading.close()]);
    },
  };
}
