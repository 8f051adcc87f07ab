import type { LocationSettings } from '@golden-thread/connectors/location-settings';

/** How servers are reached, and where their files are mirrored. */
export interface RemoteAccess {
  readonly spoolDirectory: string;
  readonly locationOf: (location: string) => LocationSettings;
}
