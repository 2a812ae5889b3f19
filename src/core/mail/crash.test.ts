import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { realClock } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { type NewMail, queueMail } from './index.ts';
import { startTestServer } from './test-server.ts';

const ctx = await testContext();
const real: Context = {
	...ctx,
	clock: realClock(),
};
const program = fileURLToPath(new URL('test-worker.ts', import.meta.url));
const living = new Set<ChildProcess>();

async function startWorker(smtpUrl: string, connections: number): Promise<ChildProcess> {
	const told = { connection: ctx.connection, smtpUrl, connections, files: ctx.config.dataDir };
	const child = fork(program, [JSON.stringify(told)], { stdio: 'inherit', execArgv: [] });
	living.add(child);
	await once(child, 'message');
	return child;
}

async function kill(child: ChildProcess): Promise<void> {
	child.kill('SIGKILL');
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
	living.delete(child);
}

afterEach(async () => {
	for (const child of living) await kill(child);
});

async function queueMany(count: number, prefix = 'r'): Promise<string[]> {
	const addresses = Array.from({ length: count }, (_, n) => `${prefix}${n}@people.example`);
	await transaction(real, async (tx) => {
		for (const address of addresses) await queueMail(tx, letterTo(address));
	});
	return addresses;
}

const letterTo = (address: string): NewMail => ({
	key: address,
	kind: 'letter',
	to: { name: '', address },
	locale: 'en',
	subject: 's',
	text: 'x'.repeat(300),
	html: '<p>x</p>',
});

async function states(): Promise<Map<string, string[]>> {
	const { rows } = await ctx.byHand('select to_address, state from mail order by 1');
	const map = new Map<string, string[]>();
	for (const row of rows) map.set(row.state, [...(map.get(row.state) ?? []), row.to_address]);
	return map;
}

/** Until nothing is queued or under way. */
async function untilSettled(): Promise<void> {
	for (let tries = 0; tries < 1200; tries += 1) {
		const now = await states();
		if (!now.has('queued') && !now.has('sending')) return;
		await sleep(25);
	}
	throw new Error(`not settled: ${JSON.stringify([...(await states())].map(([state, list]) => [state, list.length]))}`);
}

/** What must hold after any number of kills. */
async function expectExactlyOnce(addresses: string[], read: { to: string; raw: string }[], mostUncertain: number) {
	const now = await states();
	const uncertain = now.get('uncertain') ?? [];
	const sent = now.get('sent') ?? [];
	expect([...sent, ...uncertain].sort()).toEqual([...addresses].sort());
	const times = new Map<string, number>();
	for (const { to } of read) times.set(to, (times.get(to) ?? 0) + 1);
	expect([...times].filter(([, n]) => n > 1)).toEqual([]);
	expect(sent.filter((to) => times.get(to) !== 1)).toEqual([]);
	expect(uncertain.length).toBeLessThanOrEqual(mostUncertain);
	expect(new Set(read.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])).size).toBe(read.length);
	return uncertain;
}

describe('a worker that is killed', () => {
	test('before DATA: the recipient is not lost and gets one, nothing is uncertain', async () => {
		let reached: () => void = () => undefined;
		const there = new Promise<void>((resolve) => {
			reached = resolve;
		});
		let first = true;
		const server = await startTestServer({
			async onRecipient() {
				if (!first) return;
				first = false;
				reached();
				await new Promise(() => undefined);
			},
		});
		await ctx.byHand('delete from mail');
		const addresses = await queueMany(5);
		const worker = await startWorker(server.url, 1);
		await there;
		expect((await states()).get('sending')).toHaveLength(1);
		await kill(worker);
		await startWorker(server.url, 1);
		await untilSettled();
		expect(await expectExactlyOnce(addresses, server.read, 0)).toEqual([]);
		await server.close();
	});

	test('after DATA, before the answer: that one is uncertain and never resent, the others get one', async () => {
		let reached: (to: string) => void = () => undefined;
		const there = new Promise<string>((resolve) => {
			reached = resolve;
		});
		let count = 0;
		const server = await startTestServer({
			async onMessage(to) {
				count += 1;
				if (count !== 3) return undefined;
				reached(to);
				return new Promise<string>(() => undefined);
			},
		});
		await ctx.byHand('delete from mail');
		const addresses = await queueMany(8);
		const worker = await startWorker(server.url, 1);
		const doubtful = await there;
		await kill(worker);
		await startWorker(server.url, 1);
		await untilSettled();
		expect(await expectExactlyOnce(addresses, server.read, 1)).toEqual([doubtful]);
		await server.close();
	});

	test('at any moment, beside a sibling that lives: at most one uncertain for each of its connections', async () => {
		const server = await startTestServer({ onMessage: () => sleep(4).then(() => undefined) });
		await ctx.byHand('delete from mail');
		const connections = 2;
		const kills = 5;
		const addresses: string[] = [];
		await startWorker(server.url, 1);
		for (let round = 0; round < kills; round += 1) {
			const doomed = await startWorker(server.url, connections);
			addresses.push(...(await queueMany(40, `k${round}-`)));
			// Moments spread by the golden ratio: no luck, and not always the same stage of a message.
			await sleep(((round * 0.618034) % 1) * 250);
			await kill(doomed);
		}
		await startWorker(server.url, connections);
		await untilSettled();
		const uncertain = await expectExactlyOnce(addresses, server.read, kills * connections);
		// Each kill met a busy worker: what it had in its hands stands in the log, as lost or as taken back.
		const { rows } = await ctx.byHand(
			`select outcome, count(*)::int as n from mail_delivery where outcome <> 'sent' group by 1`,
		);
		expect(rows.map((row) => row.outcome).filter((outcome) => !['uncertain', 'returned'].includes(outcome))).toEqual(
			[],
		);
		expect(rows.reduce((sum, row) => sum + row.n, 0)).toBeGreaterThan(0);
		expect(uncertain.length).toBe(rows.find((row) => row.outcome === 'uncertain')?.n ?? 0);
		await server.close();
	});
});
