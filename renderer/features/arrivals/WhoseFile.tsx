import { FolderInput, Search } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { frenchDate } from '../../ui/format.ts';
import { ChoosePatient } from '../patients/public.ts';
import { arrivals } from './arrivals.ts';
import { sayingTheSame, type Candidate, type Line, type Owner, type Queue } from './queue.ts';
import { arrivalsText as words } from './text.ts';
import type { Acted } from './useOwnFocus.ts';

/** Of whom a file may be, with what says so; it is filed by whoever looks at that, never by itself. */
export function WhoseFile({ line, queue, acted }: { readonly line: Line; readonly queue: Queue; readonly acted: Acted }) {
  const { name, step, to, whose } = line;
  /** The button that opened the dialog. */
  const [choosing, setChoosing] = useState<HTMLElement | null>(null);
  const close = useCallback(() => acted(() => setChoosing(null), choosing), [acted, choosing]);
  const file = (ids: readonly number[], owner: Owner): void => acted(() => arrivals.tell({ kind: 'chosen', ids, to: owner }));
  if (to !== null) return <p className="arrival-whose quiet">{words.inRecord(to.name)}</p>;
  if (step.kind === 'waiting' || step.kind === 'opening') return <p className="arrival-whose quiet">{words.looking}</p>;
  if (step.kind !== 'unfiled') return null;
  const candidates = whose?.candidates ?? [];
  const same = sayingTheSame(queue, line).map(({ id }) => id);
  const [sole] = candidates;
  return (
    <div className="arrival-whose">
      {sole === undefined ? <p className="quiet">{words.nobody}</p> : null}
      {candidates.map((candidate, rank) => (
        <Proposal
          key={candidate.patientId}
          candidate={candidate}
          file={name}
          first={rank === 0}
          onFile={(owner) => file([line.id], owner)}
        />
      ))}
      <div className="arrival-others">
        {sole === undefined || same.length < 2 ? null : (
          <Button aria-label={words.fileAllWith(same.length, sole.name)} onPress={() => file(same, ownerOf(sole))}>
            {words.fileAll(same.length)}
          </Button>
        )}
        <Button
          icon={Search}
          variant={sole === undefined ? 'secondary' : 'ghost'}
          aria-label={words.chooseFor(name)}
          data-next={sole === undefined ? '' : undefined}
          onPress={({ target }) => setChoosing(target instanceof HTMLElement ? target : null)}
        >
          {sole === undefined ? words.choose : words.other}
        </Button>
      </div>
      {choosing !== null ? <ChoosePatient file={name} onClose={close} onChoose={(owner) => file([line.id], owner)} /> : null}
    </div>
  );
}

const ownerOf = ({ patientId, name }: Candidate): Owner => ({ id: patientId, name });

/** A record that the file may go to, and why. */
function Proposal({
  candidate,
  file,
  first,
  onFile,
}: {
  readonly candidate: Candidate;
  readonly file: string;
  readonly first: boolean;
  readonly onFile: (owner: Owner) => void;
}) {
  const { name: patient, birthDate, evidence, read } = candidate;
  return (
    <div className="arrival-proposal">
      <p>
        <strong>{patient}</strong> <span className="tabular">{frenchDate(birthDate)}</span>
        <br />
        <span className="quiet">
          {words.evidence[evidence]} : {read}
        </span>
      </p>
      <Button
        icon={FolderInput}
        variant={first ? 'primary' : 'secondary'}
        aria-label={words.fileWith(file, patient)}
        data-next={first ? '' : undefined}
        onPress={() => onFile(ownerOf(candidate))}
      >
        {words.file}
      </Button>
    </div>
  );
}
