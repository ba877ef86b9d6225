// Tiering configurations, which move S3 backups to the low-cost warm tier:
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-tiering.html
import type {
  CreateTieringConfigurationInput,
  CreateTieringConfigurationOutput,
  DeleteTieringConfigurationInput,
  GetTieringConfigurationInput,
  GetTieringConfigurationOutput,
  ListTieringConfigurationsInput,
  ListTieringConfigurationsOutput,
  ResourceSelection,
  UpdateTieringConfigurationInput,
  UpdateTieringConfigurationOutput,
} from '@aws-sdk/client-backup';
import type { TieringConfig } from '../../estate/overlays/vault-overlay.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { Call } from '../../protocols/service.ts';
import { alreadyExists, conflict, invalidParameter, missingParameter, resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { checkPattern, checkRange, checkTags, required } from '../parameter-checks.ts';
import { findVault } from '../shared-shapes.ts';
import { longestDays } from './vault-locks.ts';

const shortestDays = 60;
const mostResources = 100;
const configsOf = ({ estate, region }: Call) => estate.overlay.vaultOverlay.tieringIn(region);

function findConfig(name: string | undefined, call: Call): TieringConfig {
  const wanted = required(name, 'TieringConfigurationName');
  const config = configsOf(call).get(wanted);
  if (config === undefined) throw resourceNotFound(`Tiering configuration ${wanted} does not exist.`);
  return config;
}

function checkSelection(selection: ResourceSelection[] | undefined): TieringConfig['selection'] {
  const list = required(selection, 'ResourceSelection');
  if (list.length === 0) throw missingParameter('ResourceSelection is required.');
  return list.map(({ Resources, TieringDownSettingsInDays, ResourceType }) => {
    const resources = required(Resources, 'Resources');
    const days = required(TieringDownSettingsInDays, 'TieringDownSettingsInDays');
    const type = required(ResourceType, 'ResourceType');
    if (resources.length < 1 || resources.length > mostResources) {
      throw invalidParameter(`Resources must name from 1 to ${mostResources} resources.`);
    }
    if (type !== 'S3') throw invalidParameter(`Tiering is not supported for resource type ${type}.`);
    checkRange(days, 'TieringDownSettingsInDays', [shortestDays, longestDays]);
    return { resources: [...resources], days, type };
  });
}

/** The name of an existing vault, or `*` for all vaults. */
function checkVault(name: string | undefined, { estate, region }: Call): string {
  const vault = required(name, 'BackupVaultName');
  return vault === '*' ? vault : findVault(estate, region, vault).name;
}

export function createTieringConfiguration(
  input: CreateTieringConfigurationInput,
  call: Call,
): CreateTieringConfigurationOutput {
  const { estate, region, account, now } = call;
  const requested = required(input.TieringConfiguration, 'TieringConfiguration');
  const name = required(requested.TieringConfigurationName, 'TieringConfigurationName');
  checkPattern(name, 'TieringConfigurationName', /^[a-zA-Z0-9_]{1,200}$/);
  const selection = checkSelection(requested.ResourceSelection);
  const vault = checkVault(requested.BackupVaultName, call);
  const tags = checkTags(input.TieringConfigurationTags);
  const known = configsOf(call).get(name);
  const isReplay = input.CreatorRequestId !== undefined && known?.creatorRequestId === input.CreatorRequestId;
  if (known !== undefined && !isReplay) {
    throw alreadyExists('Tiering configuration with the same name already exists', {
      Arn: known.arn,
      CreatorRequestId: known.creatorRequestId,
    });
  }
  if (known === undefined) refuseTaken(vault, name, call);
  const id = createRandom(seedOf(estate.seed, 'tiering', region, name)).uuid();
  const arn = `arn:aws:backup:${region}:${account}:tiering-configuration:${name}-${id}`;
  const config = known ?? { name, arn, vault, selection, createdAt: now, creatorRequestId: input.CreatorRequestId };
  configsOf(call).set(name, config);
  if (known === undefined) estate.overlay.vaultOverlay.setTags(arn, tags);
  return {
    TieringConfigurationArn: config.arn,
    TieringConfigurationName: name,
    CreationTime: new Date(config.createdAt),
  };
}

/** A vault has at most one configuration. */
function refuseTaken(vault: string, name: string, call: Call): void {
  const other = [...configsOf(call).values()].find((config) => config.vault === vault && config.name !== name);
  if (other !== undefined) throw conflict(`Tiering configuration ${other.name} applies to backup vault ${vault}.`);
}

export function getTieringConfiguration(
  input: GetTieringConfigurationInput,
  call: Call,
): GetTieringConfigurationOutput {
  const config = findConfig(input.TieringConfigurationName, call);
  return {
    TieringConfiguration: {
      ...toListed(config),
      TieringConfigurationName: config.name,
      BackupVaultName: config.vault,
      ResourceSelection: config.selection.map(({ resources, days, type }) => ({
        Resources: resources,
        TieringDownSettingsInDays: days,
        ResourceType: type,
      })),
      CreatorRequestId: config.creatorRequestId,
    },
  };
}

const toListed = ({ arn, name, vault, createdAt, updatedAt = createdAt }: TieringConfig) => ({
  TieringConfigurationArn: arn,
  TieringConfigurationName: name,
  BackupVaultName: vault,
  CreationTime: new Date(createdAt),
  LastUpdatedTime: new Date(updatedAt),
});

export function listTieringConfigurations(
  input: ListTieringConfigurationsInput,
  call: Call,
): ListTieringConfigurationsOutput {
  const all = [...configsOf(call).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(all, input, ({ name }) => name);
  return { TieringConfigurations: items.map(toListed), NextToken: nextToken };
}

export function updateTieringConfiguration(
  input: UpdateTieringConfigurationInput,
  call: Call,
): UpdateTieringConfigurationOutput {
  const config = findConfig(input.TieringConfigurationName, call);
  const requested = required(input.TieringConfiguration, 'TieringConfiguration');
  const selection = checkSelection(requested.ResourceSelection);
  const vault = checkVault(requested.BackupVaultName, call);
  refuseTaken(vault, config.name, call);
  const updated = { ...config, selection, vault, updatedAt: call.now };
  configsOf(call).set(config.name, updated);
  const { BackupVaultName: _vault, ...output } = toListed(updated);
  return output;
}

export function deleteTieringConfiguration(input: DeleteTieringConfigurationInput, call: Call): object {
  const { name, arn } = findConfig(input.TieringConfigurationName, call);
  configsOf(call).delete(name);
  call.estate.overlay.vaultOverlay.forgetTags(arn);
  return {};
}
