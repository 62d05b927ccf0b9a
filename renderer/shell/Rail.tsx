import { History, LifeBuoy, PanelLeftClose, PanelLeftOpen, Send, Settings, Users, type LucideIcon } from 'lucide-react';
import type { SettingsView } from '../../shared/contract/settings.ts';
import { frameText } from './text.ts';
import { Button } from '../ui/Button.tsx';
import { useAnswer } from '../client/queries.ts';
import { pathOf, rooms, type Place, type RoomId } from '../client/routes.ts';
import { saveSettings } from '../client/settings.ts';

const icons: Readonly<Record<RoomId, LucideIcon>> = { patients: Users, outbox: Send, audit: History, settings: Settings, help: LifeBuoy };

/** The room that a place belongs to. */
const roomOf = (place: Place): RoomId => rooms.find((room) => room === place.screen) ?? 'patients';

/** Left rail: the rooms, with what needs a human. */
export function Rail({ place, settings, open }: { readonly place: Place; readonly settings: SettingsView; readonly open: boolean }) {
  const current = roomOf(place);
  const collapsed = settings.railCollapsed;
  return (
    <nav className="rail" aria-label={frameText.rail}>
      <ul>
        {rooms.map((room, index) => (
          <li key={room} data-after-rule={room === 'settings' || undefined}>
            <a href={pathOf(room)} className="rail-item" aria-current={room === current ? 'page' : undefined} title={collapsed ? frameText.rooms[room] : undefined} aria-keyshortcuts={room === 'help' ? 'F1' : `Alt+${index + 1}`}>
              <RailIcon room={room} />
              <span className="rail-word">{frameText.rooms[room]}</span>
              {room === 'outbox' && open ? <OutboxBadge /> : null}
              {room === 'help' ? <kbd aria-hidden="true">F1</kbd> : null}
            </a>
          </li>
        ))}
      </ul>
      <Button
        variant="ghost"
        icon={collapsed ? PanelLeftOpen : PanelLeftClose}
        aria-label={collapsed ? frameText.expand : frameText.collapse}
        onPress={() => saveSettings({ ...settings, railCollapsed: !collapsed })}
      />
    </nav>
  );
}

function RailIcon({ room }: { readonly room: RoomId }) {
  const Icon = icons[room];
  return <Icon size={18} />;
}

/** How many sends are on their way; amber with a word when some need a human. */
function OutboxBadge() {
  const { attention, pending } = useAnswer('outbox.counts', null).data ?? { attention: 0, pending: 0 };
  if (attention > 0) return <span className="count" data-tone="warn" title={frameText.attention(attention)}>{attention}</span>;
  return pending > 0 ? <span className="count">{pending}</span> : null;
}
