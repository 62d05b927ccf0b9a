import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import type { Doors } from '../doors/types.ts';
import { WhiteList } from '../mss/white-list.ts';
import type { Transport } from '../net/types.ts';
import { openXml } from '../xml/open.ts';
import { parseXml } from '../xml/read.ts';

interface WhiteListNeeds {
  readonly oneWay: Transport;
  readonly doors: Doors;
  readonly now: () => Date;
  /** Addresses may be judged otherwise from now on. */
  readonly changed: () => void;
}

/** The domains that MSSanté messages may leave for. */
export function whiteListOf({ dataFolder, mss }: Config, { oneWay, doors, now, changed }: WhiteListNeeds): WhiteList {
  return new WhiteList({
    url: mss.whiteListUrl,
    transport: oneWay,
    readXml: (bytes) => openXml(doors, 'xml', bytes, parseXml),
    file: join(dataFolder, 'mss-domains.json'),
    now,
    refreshMs: mss.whiteListMs,
    timeoutMs: mss.timeoutMs,
    changed,
  });
}
