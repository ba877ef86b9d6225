// Backup access points, which callers create: AWS Backup opens a recovery point through each of them.

export interface StoredAccessPoint {
  name: string;
  arn: string;
  pointArn: string;
  resourceArn: string;
  resourceType: string;
  vault: string;
  vaultArn: string;
  createdAt: number;
  /** For a continuous recovery point: the moment that it shows, as the caller wrote it. */
  inTime?: string | undefined;
  deletedAt?: number;
}

/** How long AWS takes to create an access point, and to delete one. AWS does not say. */
export const accessPointCreatingMs = 30_000;
export const accessPointDeletingMs = 15_000;

export interface AccessPointOverlay {
  /** All of a Region that are there at `now`. */
  list(region: string, now: number): StoredAccessPoint[];
  /** Adds the access point or replaces the one with the same ARN. */
  put(region: string, accessPoint: StoredAccessPoint): void;
  /** The end of the access points that were created before `before`: infinity while one stands. */
  standsUntil(region: string, pointArn: string, before: number): number | undefined;
}

const goneAt = ({ deletedAt }: StoredAccessPoint) =>
  deletedAt === undefined ? Number.POSITIVE_INFINITY : deletedAt + accessPointDeletingMs;

export function createAccessPointOverlay(): AccessPointOverlay {
  const byRegion = new Map<string, StoredAccessPoint[]>();
  const all = (region: string) => byRegion.get(region) ?? [];

  return {
    list: (region, now) => all(region).filter((one) => now < goneAt(one)),
    put(region, accessPoint) {
      const isSame = ({ arn, createdAt }: StoredAccessPoint) =>
        arn === accessPoint.arn && createdAt === accessPoint.createdAt;
      byRegion.set(region, [...all(region).filter((one) => !isSame(one)), accessPoint]);
    },
    standsUntil(region, pointArn, before) {
      const ends = all(region)
        .filter((one) => one.pointArn === pointArn && one.createdAt <= before)
        .map(goneAt);
      return ends.length > 0 ? Math.max(...ends) : undefined;
    },
  };
}
