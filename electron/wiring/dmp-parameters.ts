import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { ParametersKeeper } from '../dmp/parameters.ts';
import type { Doors } from '../doors/types.ts';
import { oneWayTransport } from '../net/https.ts';
import type { TlsTrust } from '../net/tls.ts';
import { openXml } from '../xml/open.ts';
import { parseXml } from '../xml/read.ts';

interface DmpParametersNeeds {
  readonly trust: TlsTrust;
  readonly doors: Doors;
  readonly now: () => Date;
  /** Whatever depends on them may be judged otherwise from now on. */
  readonly changed: () => void;
}

/** Some lines: what is longer is something else. */
const MAX_BYTES = 256 * 1024;

/** What the DMP says of its own rules, by a connection of its own, which takes no more than such a file. */
export function dmpParametersOf({ dataFolder, dmp }: Config, { trust, doors, now, changed }: DmpParametersNeeds) {
  const transport = oneWayTransport({ ...trust, maxBytes: MAX_BYTES });
  const keeper = new ParametersKeeper({
    url: dmp.parametersUrl,
    transport,
    readXml: (bytes) => openXml(doors, 'xml', bytes, parseXml),
    file: join(dataFolder, 'dmp-parameters.json'),
    fallback: {
      minors: true,
      ageOfMajority: dmp.ageOfMajority,
      cumulAllowed: dmp.cumulInvisiblePatientMasquePs,
      reimbursementMonths: null,
    },
    now,
    refreshMs: dmp.parametersMs,
    timeoutMs: dmp.timeoutMs,
    changed,
  });
  const timer = setInterval(() => void keeper.refresh(), dmp.parametersMs);
  timer.unref();
  return {
    parameters: () => keeper.current,
    refresh: () => keeper.refresh(),
    close: async (): Promise<void> => {
      clearInterval(timer);
      await Promise.all([keeper.close(), transport.close()]);
    },
  };
}
