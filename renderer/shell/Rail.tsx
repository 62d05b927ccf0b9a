import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import type { SettingsView } from '../../shared/contract/settings.ts';
import { pathOf } from '../client/router.ts';
import { allowed } from '../client/rights.ts';
import { changeSettings } from '../client/settings.ts';
import { Button } from '../ui/Button.tsx';
import { roomOf, rooms, type Place } from './routes.ts';
import { frameText } from './text.ts';

/** Left rail: the rooms, with what needs a human. */
export function Rail({ place, settings, open }: { readonly place: Place; readonly settings: SettingsView; readonly open: boolean }) {
  const current = roomOf(place.screen);
  const collapsed = settings.railCollapsed;
  return (
    <nav className="rail" aria-label={frameText.rail}>
      <ul>
        {(open ? allowed(rooms) : rooms).map((room) => {
          const {
            icon: Icon,
            Badge,
            screen: { id, title },
          } = room;
          return (
            <li key={id} data-after-rule={room.afterRule}>
              <a
                href={pathOf(room.screen)}
                className="rail-item"
                aria-current={room === current ? 'page' : undefined}
                title={collapsed ? title : undefined}
                aria-keyshortcuts={room.keys}
              >
                <Icon size={18} />
                <span className="rail-word">{title}</span>
                {Badge !== undefined && open ? <Badge /> : null}
                {room.key === undefined ? null : <kbd aria-hidden="true">{room.key}</kbd>}
              </a>
            </li>
          );
        })}
      </ul>
      <Button
        variant="ghost"
        icon={collapsed ? PanelLeftOpen : PanelLeftClose}
        aria-label={collapsed ? frameText.expand : frameText.collapse}
        onPress={() => changeSettings(({ railCollapsed }) => ({ railCollapsed: !railCollapsed }))}
      />
    </nav>
  );
}
