import { ArrowRight, Search, User } from 'lucide-react';
import { useState } from 'react';
import { Autocomplete, Dialog, Header, Heading, Input, Label, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField, useFilter } from 'react-aria-components';
import type { SessionState } from '../../shared/contract/session.ts';
import { frameText } from '../text/frame.ts';
import { frenchDate } from '../ui/format.ts';
import { useAnswer } from './queries.ts';
import { go } from './router.ts';
import { checkServices, connectMss, lock } from './session.ts';

interface Command {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly act: () => void;
}

const commandsOf = (mss: SessionState['mss']['state']): readonly Command[] => [
  { id: 'new', label: frameText.commands.newPatient, keys: 'Ctrl N', act: () => go('patient-new') },
  { id: 'patients', label: frameText.commands.patients, keys: 'Alt 1', act: () => go('patients') },
  { id: 'outbox', label: frameText.commands.outbox, keys: 'Alt 2', act: () => go('outbox') },
  { id: 'audit', label: frameText.commands.audit, keys: 'Alt 3', act: () => go('audit') },
  { id: 'settings', label: frameText.commands.settings, keys: 'Alt 4', act: () => go('settings') },
  { id: 'help', label: frameText.commands.help, keys: 'F1', act: () => go('help') },
  { id: 'services', label: frameText.commands.services, act: () => void checkServices() },
  ...(mss === 'closed' || mss === 'failed' ? [{ id: 'mss', label: frameText.commands.mss, act: () => void connectMss() }] : []),
  { id: 'lock', label: frameText.commands.lock, keys: 'Ctrl L', act: () => void lock() },
];

/** Ctrl+K: patients and commands by a few letters. */
export function Palette({ mss, onClose }: { readonly mss: SessionState['mss']['state']; readonly onClose: () => void }) {
  const [query, setQuery] = useState('');
  const { contains } = useFilter({ sensitivity: 'base' });
  const patients = (useAnswer('patients.search', { query: query.trim() }, { placeholderData: (before) => before }).data ?? []).slice(0, 8);
  const commands = commandsOf(mss).filter((command) => contains(command.label, query.trim()));
  const choose = (act: () => void): void => {
    onClose();
    act();
  };
  return (
    <ModalOverlay className="overlay" data-top isOpen isDismissable onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal className="modal" data-size="m">
        <Dialog className="palette-dialog">
          <div
            className="palette"
            onKeyDownCapture={(event) => {
              // The search field would keep the first Escape to empty itself.
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              onClose();
            }}
          >
          <Heading slot="title" className="visually-hidden">{frameText.palette.title}</Heading>
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <SearchField className="palette-search" autoFocus>
              <Label className="visually-hidden">{frameText.palette.label}</Label>
              <Search size={18} />
              <Input placeholder={frameText.search} />
            </SearchField>
            <Menu className="palette-list" aria-label={frameText.palette.title} renderEmptyState={() => <p className="listbox-empty">{frameText.palette.empty}</p>}>
              {patients.length === 0 ? null : (
                <MenuSection>
                  <Header>{frameText.palette.patients}</Header>
                  {patients.map((row) => (
                    <MenuItem key={row.id} id={`p-${row.id}`} className="option" textValue={`${row.birthName} ${row.firstName}`} onAction={() => choose(() => go('patient-synthese', row.id))}>
                      <User size={16} />
                      <span>{row.birthName} {row.firstName}</span>
                      <span className="option-note">{frenchDate(row.birthDate)}</span>
                    </MenuItem>
                  ))}
                </MenuSection>
              )}
              {commands.length === 0 ? null : (
                <MenuSection>
                  <Header>{frameText.palette.commands}</Header>
                  {commands.map((command) => (
                    <MenuItem key={command.id} id={command.id} className="option" textValue={command.label} onAction={() => choose(command.act)}>
                      <ArrowRight size={16} />
                      <span>{command.label}</span>
                      {command.keys === undefined ? null : <kbd aria-hidden="true">{command.keys}</kbd>}
                    </MenuItem>
                  ))}
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
