import { createHash } from 'node:crypto';
import type { CsvLook, ImportLineError, ImportPreview, ImportRun } from '../../../shared/contract/imports.ts';
import type { CsvColumns, CsvEncoding } from '../../../shared/domain/csv-columns.ts';
import { leaseFrom } from '../../../shared/domain/record/lease.ts';
import type { ImportRecord } from '../../../shared/domain/record/import.ts';
import type { CsvLayout } from '../../import/csv-layout.ts';
import type { RefusedLine } from '../../import/csv-refused.ts';
import type { ImportItem } from '../../import/types.ts';
import { act, actorOf, type Acting } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { KeptColumns, proposedColumns, sameColumns } from './columns.ts';
import { importError } from './errors.ts';
import { proposeLookalikes } from './lookalikes.ts';
import { previewLines } from './preview.ts';
import { LEASE_MS, Run, type RunSettings } from './run.ts';

/** How files are read: the room of formats gives it. */
export interface ImportReaders {
  /** @param head first bytes of the file, which tell how it is written. @throws PosteError IMPORT_* */
  readonly csv: (head: Uint8Array, whole: boolean, encoding: CsvEncoding | null) => CsvReader;
  readonly hl7: () => ReadFile;
  /** Name of a place of birth on a day, « REIMS (51) »; null when its code is not known. */
  readonly placeName: (code: string, on: string) => Promise<string | null>;
  /** Refused lines as a file of the same form; those of a CSV with their reasons. @param heading names of the columns, null for messages. */
  readonly refusedFile: (kind: 'csv' | 'hl7', heading: string | null, lines: readonly RefusedLine[]) => Uint8Array;
}

type ReadFile = (source: () => AsyncIterable<Uint8Array>) => AsyncIterable<ImportItem>;

/** A CSV file, by its first bytes. */
export interface CsvReader extends Omit<CsvLayout, 'delimiter'> {
  /** @throws PosteError IMPORT_MAPPING, IMPORT_HEADER, IMPORT_COLUMN_TWICE */
  readonly read: (columns: CsvColumns) => ReadFile;
}

/** What tells a file from another, as the window gives it. */
interface FileHead {
  readonly size: number;
  readonly head: Uint8Array;
  /** As somebody chose it; judged on the file otherwise. */
  readonly encoding?: CsvEncoding | null | undefined;
}

interface BeginInput extends FileHead {
  readonly kind: 'csv' | 'hl7';
  readonly fileName: string;
  readonly dryRun: boolean;
  readonly columns?: CsvColumns | undefined;
}

interface ImportsPorts extends Pick<CommonPorts, 'store' | 'now' | 'uuid'> {
  /** @throws PosteError SESSION_CLOSED */
  session(): Acting;
  readonly settings: RunSettings;
  /** Installation of this workstation: what it takes is nobody else's to take. */
  readonly owner: string;
  readonly readers: ImportReaders;
  readonly changed: (run: ImportRun) => void;
  /** Hears of what failed with nobody waiting for it. */
  readonly report: (thrown: unknown) => void;
}

/** Characters of refused lines given back at once, and read in one go. */
const MAX_REFUSED = 64 * 1024 ** 2;
const REFUSED_STEP = 1024 ** 2;

/** Largest files: messages are read one after the other; a CSV file is held whole, to be judged before anything of it is taken. */
const MAX_SIZE = { csv: 256 * 1024 ** 2, hl7: 4 * 1024 ** 3 } as const;
const MAX_WORDS = { csv: '256 Mo', hl7: '4 Go' } as const;

/** Imports of patients and stays: one at a time, in a session, from a file that the window gives piece by piece. */
export class Imports {
  readonly #ports: ImportsPorts;
  #run: Run | null = null;
  /** Imports that begin: one after the other. */
  #beginning: Promise<unknown> = Promise.resolve();
  /** Search of antecedents for what the last imports created, one after the other. */
  #proposing: Promise<number> = Promise.resolve(0);
  #closing = false;

  constructor(ports: ImportsPorts) {
    this.#ports = ports;
  }

  async list(): Promise<ImportRun[]> {
    const runs = await this.#ports.store.imports.list();
    return runs.map((run) => runView(run.id === this.#run?.record.id ? this.#run.record : run));
  }

  async errors(id: string, after: number, limit: number): Promise<ImportLineError[]> {
    return (await this.#ports.store.imports.errors(id, after, limit)).map((error) => ({ ...error }));
  }

  /**
   * The refused lines of an import as a file of the same form, to be corrected and given again; null when none was kept.
   *
   * @throws PosteError IMPORT_UNKNOWN, SESSION_CLOSED
   */
  async refused(id: string): Promise<{ readonly fileName: string; readonly lines: number; readonly bytes: Uint8Array } | null> {
    const { store, readers, now } = this.#ports;
    const session = this.#ports.session();
    const run = await store.imports.get(id);
    if (run === null) throw importError('IMPORT_UNKNOWN');
    const refused: RefusedLine[] = [];
    let room = MAX_REFUSED;
    for (let after = 0; room > 0;) {
      const lines = await store.imports.refused(id, after, REFUSED_STEP);
      const last = lines.at(-1);
      if (last === undefined) break;
      refused.push(...lines);
      room -= lines.reduce((size, { raw }) => size + raw.length, 0);
      after = last.line;
    }
    if (refused.length === 0) return null;
    await store.commit({
      changes: [],
      audit: [
        act(session, now(), {
          act: 'import.refused-lines',
          label: 'Lignes refusées données en un fichier',
          patientId: null,
          objectId: id,
          details: { lines: refused.length },
        }),
      ],
    });
    const [, stem = run.fileName, extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(run.fileName) ?? [];
    return { fileName: `${stem}-refusees${extension}`, lines: refused.length, bytes: readers.refusedFile(run.kind, run.heading, refused) };
  }

  /**
   * The columns of a CSV file, and how to read them: as the import of this very file began, else as the last file of the
   * same heading was, else by their names.
   *
   * @throws PosteError IMPORT_EMPTY, IMPORT_ENCODING_*, IMPORT_QUOTES…, SESSION_CLOSED
   */
  async columns(file: FileHead): Promise<CsvLook> {
    const { store, readers } = this.#ports;
    this.#ports.session();
    checkSize('csv', file);
    const csv = readers.csv(file.head, isWhole(file), file.encoding ?? null);
    const { proposed, from, resumes } = await this.#proposed(csv, file, await KeptColumns.of(store));
    return {
      columns: csv.columns.map(({ name, samples, dates }) => ({ name, samples: [...samples], dates })),
      lines: csv.lines.map((line) => [...line]),
      fields: { ...proposed.fields },
      dateOrder: proposed.dateOrder,
      unrecognised: [...csv.unrecognised],
      from,
      resumes,
    };
  }

  /** The first lines as the records that they would be. @throws PosteError those of {@link columns}, IMPORT_MAPPING, IMPORT_HEADER */
  async preview(file: FileHead & { readonly columns: CsvColumns }): Promise<ImportPreview[]> {
    const { readers } = this.#ports;
    this.#ports.session();
    checkSize('csv', file);
    const whole = isWhole(file);
    const csv = readers.csv(file.head, whole, file.encoding ?? null);
    return await previewLines(csv, { head: file.head, whole, columns: file.columns }, readers);
  }

  async #proposed(
    csv: CsvReader,
    file: FileHead,
    kept: KeptColumns,
  ): Promise<{ readonly proposed: CsvColumns; readonly from: CsvLook['from']; readonly resumes: number | null }> {
    const fingerprint = fingerprintOf({ kind: 'csv', ...file });
    const began = kept.ofFile(fingerprint);
    const earlier = began === null ? null : await this.#ports.store.imports.byFingerprint(fingerprint);
    if (began !== null && earlier !== null && earlier.state !== 'done') return { proposed: began, from: 'resumed', resumes: earlier.lines };
    const same = kept.ofHeading(csv.headers);
    return same === null
      ? { proposed: proposedColumns(csv), from: 'headings', resumes: null }
      : { proposed: same, from: 'kept', resumes: null };
  }

  /**
   * Begins, or goes on when an earlier import of the same file, read by the same columns, did not reach its end. Another
   * one under way is stopped.
   *
   * @param input.columns how a CSV is read; as {@link columns} proposes it by default.
   * @throws PosteError IMPORT_FILE_TOO_LARGE, IMPORT_EMPTY, IMPORT_ENCODING_*, IMPORT_MAPPING, IMPORT_HEADER, SESSION_CLOSED
   */
  async begin(input: BeginInput): Promise<ImportRun> {
    const session = this.#ports.session();
    const begun = this.#beginning.then(() => this.#begin(input, session));
    this.#beginning = begun.catch(() => undefined);
    return await begun;
  }

  async #begin(input: BeginInput, session: Acting): Promise<ImportRun> {
    const { store, now, uuid, readers, settings, owner, changed } = this.#ports;
    checkSize(input.kind, input);
    await this.#stopRun();
    const fingerprint = fingerprintOf(input);
    const kept = await KeptColumns.of(store);
    const csv = input.kind === 'csv' ? readers.csv(input.head, isWhole(input), input.encoding ?? null) : null;
    const columns = csv === null ? null : (input.columns ?? (await this.#proposed(csv, input, kept)).proposed);
    const read = csv === null || columns === null ? readers.hl7() : csv.read(columns);
    const earlier = input.dryRun ? null : await store.imports.byFingerprint(fingerprint);
    const began = kept.ofFile(fingerprint);
    const at = now();
    const goesOn = earlier !== null && earlier.state !== 'done' && (columns === null || began === null || sameColumns(began, columns));
    const lease = leaseFrom(at, owner, LEASE_MS);
    const record: ImportRecord = goesOn
      ? { ...earlier, state: 'running', read: 0, error: null, fileName: input.fileName, lease }
      : {
          id: uuid(),
          kind: input.kind,
          fileName: input.fileName,
          size: input.size,
          dryRun: input.dryRun,
          state: 'running',
          startedAt: at.toISOString(),
          by: actorOf(session),
          fingerprint,
          read: 0,
          lines: 0,
          created: 0,
          updated: 0,
          unchanged: 0,
          rejected: 0,
          conflicts: 0,
          ignored: [],
          warnings: [],
          heading: csv?.heading ?? null,
          linesHash: null,
          lease,
          error: null,
        };
    await store.commit({
      changes: [
        { kind: 'import.save', run: record },
        ...(csv === null || columns === null ? [] : [kept.with(csv, columns, input.dryRun ? null : fingerprint)]),
      ],
      audit: [
        act(session, at, {
          act: goesOn ? 'import.resumed' : 'import.begun',
          label: `Import ${input.kind === 'csv' ? 'CSV' : 'HL7'} ${goesOn ? 'repris' : 'commencé'}${input.dryRun ? ' (à blanc)' : ''}`,
          patientId: null,
          objectId: record.id,
          details: { size: input.size, dryRun: input.dryRun, lines: record.lines },
        }),
      ],
    });
    this.#run = new Run({ store, now, uuid, settings, owner, read, changed: (run) => changed(runView(run)) }, session, record);
    changed(runView(record));
    return runView(record);
  }

  /** @throws PosteError IMPORT_UNKNOWN, IMPORT_BUSY, IMPORT_OVERRUN */
  async push(id: string, bytes: Uint8Array): Promise<ImportRun> {
    const run = this.#require(id);
    if (run.record.read + bytes.byteLength > run.record.size) throw importError('IMPORT_OVERRUN');
    return runView(await run.push(bytes));
  }

  /** @throws PosteError IMPORT_UNKNOWN */
  async end(id: string): Promise<ImportRun> {
    const run = this.#require(id);
    const record = await run.end();
    this.#propose(run.created.splice(0));
    return runView(record);
  }

  /** Resolves once the records that the imports created were looked at for antecedents. @returns how many look like others. */
  async idle(): Promise<number> {
    return await this.#proposing;
  }

  /** No import nor search goes on. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.stop();
    await this.#proposing;
  }

  #propose(created: readonly string[]): void {
    const { store, uuid, now, report } = this.#ports;
    if (created.length === 0) return;
    this.#proposing = this.#proposing.then(async (before) => {
      try {
        return before + (await proposeLookalikes({ store, uuid, now, stopped: () => this.#closing }, created));
      } catch (thrown) {
        report(thrown);
        return before;
      }
    });
  }

  /** Whole batches already taken stay. @throws PosteError IMPORT_UNKNOWN */
  async cancel(id: string): Promise<ImportRun> {
    const run = this.#require(id);
    const record = await run.stop({ state: 'cancelled', error: null });
    this.#propose(run.created.splice(0));
    return runView(record);
  }

  /** Stops what is under way: the session ended, or the application closes. */
  async stop(): Promise<void> {
    await this.#beginning;
    await this.#stopRun();
  }

  async #stopRun(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    await run.stop({ state: 'stopped', error: null });
    this.#propose(run.created.splice(0));
  }

  #require(id: string): Run {
    if (this.#run?.record.id !== id) throw importError('IMPORT_UNKNOWN');
    return this.#run;
  }
}

function checkSize(kind: 'csv' | 'hl7', { size }: FileHead): void {
  if (size > MAX_SIZE[kind]) throw importError('IMPORT_FILE_TOO_LARGE', { values: { max: MAX_WORDS[kind] } });
}

const isWhole = ({ size, head }: FileHead): boolean => head.byteLength >= size;

/** The same bytes of the same size are the same file, under any name. */
function fingerprintOf({ kind, size, head }: { readonly kind: string; readonly size: number; readonly head: Uint8Array }): string {
  return createHash('sha256').update(`${kind} ${size}\n`).update(head).digest('hex');
}

function runView({
  by: _by,
  fingerprint: _fingerprint,
  heading: _heading,
  linesHash: _linesHash,
  ignored,
  warnings,
  ...run
}: ImportRecord): ImportRun {
  return { ...run, ignored: [...ignored], warnings: warnings.map((warning) => ({ ...warning, lines: [...warning.lines] })) };
}
