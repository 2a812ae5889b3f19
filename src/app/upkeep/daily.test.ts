import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { grantRelation, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { record, sealLedger } from '#core/ledger/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { backupTime, workBackups } from './daily.ts';
import { demandRoom } from './folder.ts';
import { backupName } from './plan.ts';
import { askForBackup, backupRuns, beginRun, standingOf } from './runs.ts';

const night = Date.UTC(2021, 9, 14, 19, 30);
const day = 86_400_000;
const hour = 3_600_000;
const ctx = await testContext({ at: night - hour });
const folder = mkdtempSync(join(tmpdir(), 'orrery-backups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { host, port, user, password, database } = ctx.connection;
ctx.config.databaseUrl = `postgres://${user}${password ? `:${password}` : ''}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? 'localhost')}`;
ctx.config.backupAt = '03:30';
ctx.config.zone = 'Asia/Shanghai';

const { digest } = await ctx.files.put(new TextEncoder().encode('%PDF-1.7 a supporting document'));
await ctx.db.execute(
	sql`insert into file (id, digest, bytes, media_type, name, added_at) values ('f1', ${digest}, 30, 'application/pdf', 'a.pdf', '2021-10-10T00:00:00Z')`,
);
await record(ctx, system('test'), { action: 'submit', subject: { type: 'application', id: 'a1' }, data: {} });
await sealLedger(ctx);
const operator = await transaction(ctx, async (tx) => {
	const { personId } = await findOrCreatePersonByAddress(tx, system('test'), 'operator@host.example', {
		verified: true,
	});
	await grantRelation(tx, system('test'), personId, 'operator', { type: 'installation', id: 'installation' });
	return personId;
});

beforeEach(async () => {
	await ctx.byHand('delete from backup_run');
	ctx.config.backupDir = mkdtempSync(join(folder, 'd-'));
});
const names = () => readdirSync(ctx.config.backupDir ?? '');
const newest = async () => (await backupRuns(ctx))[0];

describe('the daily backup', () => {
	test('is made at its hour, restored into nowhere, and lets old ones go, but nothing that is not its own', async () => {
		ctx.config.backupKeep = { daily: 2, weekly: 0, monthly: 0 };
		const old = [3, 2, 1].map((back) => backupName('daily', night - back * day));
		for (const name of [...old, 'mine.tar']) writeFileSync(join(ctx.config.backupDir ?? '', name), 'x');
		// What a process that died had begun.
		ctx.setNow(night - day);
		await beginRun(ctx, 'daily');
		ctx.setNow(night);
		expect(await workBackups(ctx)).toBe(1);
		expect(names().sort()).toEqual(['mine.tar', old[2], backupName('daily', night)].sort());
		expect(statSync(join(ctx.config.backupDir ?? '', backupName('daily', night))).mode & 0o777).toBe(0o600);
		const [made, interrupted] = await backupRuns(ctx);
		expect(made).toMatchObject({
			kind: 'daily',
			state: 'good',
			file: backupName('daily', night),
			files: 1,
			missingFiles: 0,
			rehearsal: 'good',
			problem: null,
		});
		expect(interrupted).toMatchObject({ state: 'failed', problem: expect.stringContaining('ended before') });
		const { rows } = await ctx.byHand(`select datname from pg_database where datname like 'orrery_scratch%'`);
		expect(rows).toEqual([]);
		ctx.setNow(night + day - 1);
		expect(await workBackups(ctx)).toBe(0);
		expect(standingOf(await backupRuns(ctx), true, night + day)).toMatchObject({ worrying: false });
		expect(standingOf(await backupRuns(ctx), true, night + 4 * day)).toMatchObject({ worrying: true });
	});

	test('asked for at the desk it is made at once, once; and a rehearsal makes none by itself', async () => {
		ctx.setNow(night - hour);
		ctx.config.backupAt = undefined;
		expect(backupTime(ctx)).toBeUndefined();
		expect(backupTime({ ...ctx, clock: { ...ctx.clock, rehearsal: false } })).toBe('03:30');
		expect(await workBackups(ctx)).toBe(0);
		await Promise.all([backupRuns(ctx), backupRuns(ctx), backupRuns(ctx)]);
		const asked = await Promise.all([askForBackup(ctx), askForBackup(ctx), askForBackup(ctx)]);
		expect(asked.filter(Boolean)).toHaveLength(1);
		expect(await askForBackup(ctx)).toBe(false);
		const made = await Promise.all([workBackups(ctx), workBackups(ctx)]);
		expect(made.sort()).toEqual([0, 1]);
		expect(await newest()).toMatchObject({ kind: 'by-hand', state: 'good', rehearsal: 'good' });
		ctx.config.backupAt = '03:30';
	});

	test('that can’t be written is noted, mailed to the operators once a day, and tried again in an hour', async () => {
		ctx.config.backupDir = join(folder, 'a-file');
		writeFileSync(ctx.config.backupDir, '');
		ctx.setNow(night);
		expect(await workBackups(ctx)).toBe(1);
		expect(await newest()).toMatchObject({ state: 'failed', file: null, problem: expect.stringContaining('a-file') });
		expect(await workBackups(ctx)).toBe(0);
		ctx.setNow(night + hour);
		expect(await workBackups(ctx)).toBe(1);
		expect(standingOf(await backupRuns(ctx), true, night + hour)).toMatchObject({
			worrying: true,
			lastGood: undefined,
		});
		const mails = await ctx.byHand(
			`select person_id, to_address, subject, text from mail where kind = 'backup-failed'`,
		);
		expect(mails.rows).toEqual([
			{
				person_id: operator,
				to_address: 'operator@host.example',
				subject: expect.stringContaining('backup'),
				text: expect.stringContaining('/desk/installation'),
			},
		]);
	});

	test('that does not restore is a failure: a ledger that was changed; and a file that is gone is named', async () => {
		ctx.setNow(night + 2 * day);
		const old = backupName('daily', night - 9 * day);
		writeFileSync(join(ctx.config.backupDir ?? '', old), 'x');
		await ctx.byHand('alter table ledger_event disable trigger user');
		await ctx.byHand(`update ledger_event set data = '{"by": "hand"}' where id = (select min(id) from ledger_event)`);
		unlinkSync(join(ctx.config.dataDir, 'files', digest.slice(0, 2), digest));
		expect(await workBackups(ctx)).toBe(1);
		expect(await newest()).toMatchObject({
			state: 'failed',
			missingFiles: 1,
			problem: expect.stringContaining('1 files'),
			rehearsal: 'failed',
			rehearsalProblem: expect.stringMatching(/ledger is broken: changed at place 1/),
		});
		// While no good one takes its place, the old one stays.
		expect(names()).toContain(old);
	});
});

test('without room nothing is begun, and the sentence says how much there must be', () => {
	expect(() => demandRoom(folder, 10_000_000, 100_000_000)).toThrow(/100 MB free, 279 MB needed/);
	demandRoom(folder, 10_000_000, 300_000_000);
	expect(existsSync(folder)).toBe(true);
});
