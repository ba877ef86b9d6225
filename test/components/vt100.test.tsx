// The overview on a terminal without colours and without letters beyond ASCII, as it appears on its screen.
import { expect, test } from 'vitest';
import { detectCapabilities } from '../../src/terminal/capabilities.ts';
import { appOnTerminal } from '../support/app-on-terminal.tsx';
import { smallWorld } from './fixtures.ts';

test('80×24, LANG=C TERM=vt100: a readable overview', async () => {
  const capabilities = detectCapabilities({ LANG: 'C', TERM: 'vt100' }, { isTTY: true }, 'linux');
  const { shown, close } = await appOnTerminal(smallWorld, { columns: 80, rows: 24, capabilities });
  const text = shown.lines().join('\n');
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
    vaultop DEMO Operator/alice 111122223333               0s old - 12/min - $0.29/d
    + us-east-1 0s   + eu-west-1 0s   + ap-southeast-2 0s                         !1
    - Last 24 h --------------------------------------------------------------------
       + 1 done  ! 0 issues  x 1 failed  ! 0 expired  . 0 aborted  * 3 running
       CloudWatch: no data
    - 5 Coverage not known; :coverage reads the inventory --------------------------
    - 6 Newest runs 0  -------------------------------------------------------------
    > 1 Running jobs 3 -------------------------------------------------------------
    >* db-r1            backup   use1   ####......   42%   2.2 MiB/s     30m     40m
     * orders           copy     use1   #########.   99%   2.2 MiB/s     30m
     * photos           restore  euw1   pending            2.2 MiB/s     30m

    - 2 Vaults 3 -------------------------------------------------------------------
     . dev                             ap-southeast-2      128  none               -
     ! prod-copies                     eu-west-1           128  grace 3d00h        -
     + prod-main                       us-east-1           128  compliance     5m00s
    - 3 Attention 1 ----------------------------------------------------------------
     ! vol-bad: last run of Daily FAILED: AWS refused access           apse2   5m00s


    - 4 Recent audits 1 ------------------------------------------------------------
     x    12m  alice             DeleteRecoveryPoint  prod-main                euw1

    enter open  d drill  tab next  z zoom  : command  ? help  q quit
    "
  `);
  close();
});
