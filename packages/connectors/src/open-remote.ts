import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import type { RemoteTransport } from '@golden-thread/shapes/declare/transport';
import { openAzureBlob } from './azure/open-azure-blob.ts';
import { openHttpsJson } from './https/open-https-json.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import { openSftp } from './sftp/open-sftp.ts';
import type { LocationSettings } from './spool/location-settings.ts';
import type { OpenRemote } from './spool/remote-files.ts';

/** How a remote source is connected to. @throws DeclarationError where the location is not configured */
export function remoteOf(
  source: SourceDeclaration & { readonly transport: RemoteTransport },
  location: LocationSettings,
  businessDate: string,
): OpenRemote {
  const { transport } = source;
  switch (transport.kind) {
    case 'sftp':
      return openSftp(transport, location);
    case 'azure-blob':
      return openAzureBlob(transport, location);
    case 'https-json':
      return openHttpsJson({ transport, key: source.contract.key, businessDate }, location);
    case 'postgres':
      return openPostgres({ transport, contract: source.contract, businessDate }, location);
    default:
      return transport satisfies never;
  }
}
