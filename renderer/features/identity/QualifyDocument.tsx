import {
  BookUser,
  Check,
  Ellipsis,
  FileText,
  Fingerprint,
  Globe,
  Handshake,
  IdCard,
  Smartphone,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { holdsIns } from '../../../shared/domain/identity/status.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import type { Choice } from '../../ui/Select.tsx';
import { closeQualification } from './qualifying.ts';
import { identityText, qualifyText as words } from './text.ts';
import type { Qualify } from './useQualify.ts';

const icons: Readonly<Record<string, LucideIcon>> = {
  CN: IdCard,
  PA: BookUser,
  CS: Globe,
  IE: Fingerprint,
  AV: Smartphone,
  TC: Handshake,
  LE: Users,
};

/** The document shown: one press records it. None is chosen before (EXI SI 10). */
export function QualifyDocument({ patient, qualify }: { readonly patient: PatientView; readonly qualify: Qualify }) {
  const { see, seeError } = qualify;
  const { identityDocument: seen } = patient;
  const now = seen !== null ? words.documentNow.seen : holdsIns(patient.status) ? words.documentNow.qualifies : words.documentNow.validates;
  return (
    <div className="qualify-part">
      <h3>
        {words.document} <span className="quiet">· {now}</span>
      </h3>
      {see === null && seen === null ? <p className="quiet">{identityText.proofDoubtful}</p> : null}
      <Buttons seen={seen?.type ?? null} qualify={qualify} />
      {seen === null ? null : <p className="quiet">{identityText.proofSeen(seen.label, frenchDay(seen.seenAt), seen.by)}</p>}
      {seeError === null ? null : <ErrorBox error={seeError} />}
      {see === null ? null : <Others documents={qualify.documents.others} onChoose={see} />}
    </div>
  );
}

/** Without what it is precised with at its end, which its name says whole. */
const shortLabel = (label: string): string => label.replace(/ \([^)]*\)$/, '');

/**
 * The documents that have a digit. The group has the focus when one is awaited, never one of them: a key too many chooses nothing.
 * @param seen type of the one that was.
 */
function Buttons({ seen, qualify }: { readonly seen: string | null; readonly qualify: Qualify }) {
  const { documents, see, seeing, phase } = qualify;
  return (
    <div
      className="proof-types"
      role="group"
      aria-label={words.documentKeys}
      tabIndex={-1}
      data-next={phase === 'document' && seen === null ? '' : undefined}
    >
      {documents.buttons.map(({ id, label }, rank) => {
        const Icon = seen === id ? Check : (icons[id] ?? FileText);
        return (
          <AriaButton
            key={id}
            className="proof-type"
            aria-label={label}
            aria-disabled={see === null}
            aria-keyshortcuts={String(rank + 1)}
            data-seen={seen === id || undefined}
            onPress={() => {
              if (!seeing) see?.(id);
            }}
          >
            <span className="proof-type-head">
              <Icon size={18} />
              <kbd aria-hidden="true">{rank + 1}</kbd>
            </span>
            <span>{shortLabel(label)}</span>
          </AriaButton>
        );
      })}
    </div>
  );
}

/** The documents without a digit, and the one that bears other traits, which is for the whole identity to record. */
function Others({ documents, onChoose }: { readonly documents: readonly Choice[]; readonly onChoose: (type: string) => void }) {
  return (
    <div className="qualify-others">
      {documents.length === 0 ? null : (
        <MenuTrigger>
          <Button variant="ghost" icon={Ellipsis}>
            {words.otherDocument}
          </Button>
          <Popover className="popover">
            <Menu className="listbox" items={documents} onAction={(key) => onChoose(String(key))}>
              {({ id, label }) => (
                <MenuItem className="option" id={id}>
                  {label}
                </MenuItem>
              )}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      <Button variant="ghost" onPress={closeQualification}>
        {words.contradicts}
      </Button>
    </div>
  );
}
