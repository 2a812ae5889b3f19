import { expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { forgetPerson, historyOf, ledgerHeads, record, sealLedger, verifyLedger } from './index.ts';

const ctx = await testContext();
const actor = system('test');
const event = (n: number) => ({ action: 'try', subject: { type: 'thing', id: `t${n}` }, data: { n } });

async function fill(from: number, to: number): Promise<void> {
	await transaction(ctx, async (tx) => {
		for (let n = from; n < to; n += 1) {
			await record(tx, actor, {
				...event(n),
				...(n % 3 === 0 ? { personal: { personId: `p${n % 2}`, detail: { name: `Person ${n}` } } } : {}),
			});
		}
	});
}

test('what is recorded is sealed into one chain and verifies, also in pieces and by two sealers at once', async () => {
	await fill(0, 20);
	expect(await verifyLedger(ctx)).toMatchObject({ good: true, events: 0, unsealed: 20 });
	await Promise.all([sealLedger(ctx, 7), sealLedger(ctx, 7)]);
	while ((await sealLedger(ctx, 7)) > 0);
	expect(await verifyLedger(ctx)).toMatchObject({ good: true, events: 20, unsealed: 0 });
	expect(await sealLedger(ctx)).toBe(0);
});

test('an event of a transaction that commits late is sealed all the same', async () => {
	let go = () => {};
	const gate = new Promise<void>((resolve) => {
		go = resolve;
	});
	const late = transaction(ctx, async (tx) => {
		await record(tx, actor, event(100));
		await gate;
	});
	await new Promise((resolve) => setTimeout(resolve, 50));
	await fill(101, 103);
	expect(await sealLedger(ctx)).toBe(2);
	go();
	await late;
	expect(await sealLedger(ctx)).toBe(1);
	expect(await verifyLedger(ctx)).toMatchObject({ good: true, unsealed: 0 });
});

test('a rolled back change leaves no event', async () => {
	const failing = transaction(ctx, async (tx) => {
		await record(tx, actor, { ...event(0), subject: { type: 'thing', id: 'rolled-back' } });
		throw new Error('no');
	});
	await expect(failing).rejects.toThrow('no');
	expect(await historyOf(ctx, { type: 'thing', id: 'rolled-back' })).toEqual([]);
});

test('a published head is found in the chain; a foreign one is not', async () => {
	const heads = await ledgerHeads(ctx);
	expect(heads).toHaveLength(1);
	expect(await verifyLedger(ctx, heads[0]?.hash)).toMatchObject({ good: true });
	expect(await verifyLedger(ctx, 'f'.repeat(64))).toMatchObject({ good: false, problem: 'head-not-found' });
});

test('erasing a person drops the personal part; the chain holds', async () => {
	expect((await historyOf(ctx, { type: 'thing', id: 't0' }))[0]?.detail).toEqual({ name: 'Person 0' });
	expect(await forgetPerson(ctx, 'p0')).toBeGreaterThan(0);
	expect((await historyOf(ctx, { type: 'thing', id: 't0' }))[0]?.detail).toBeNull();
	expect(await verifyLedger(ctx)).toMatchObject({ good: true });
});

test('the database refuses to change or delete an event', async () => {
	await expect(ctx.byHand('update ledger_event set action = $1', ['x'])).rejects.toThrow('append-only');
	await expect(ctx.byHand('delete from ledger_event')).rejects.toThrow('append-only');
	await expect(ctx.byHand('truncate ledger_seal')).rejects.toThrow('append-only');
});

test('an event edited by hand, past the trigger, is named; so is an edited personal part and a deleted one', async () => {
	const edit = async (statement: string) => {
		await ctx.byHand('alter table ledger_event disable trigger all; alter table ledger_seal disable trigger all');
		await ctx.byHand(statement);
		await ctx.byHand('alter table ledger_event enable trigger all; alter table ledger_seal enable trigger all');
	};
	const { rows } = await ctx.byHand(
		'select e.id, s.seq from ledger_event e join ledger_seal s on s.event_id = e.id where subject_id = $1',
		['t7'],
	);
	const [{ id, seq }] = rows as [{ id: string; seq: string }];
	await edit(`update ledger_event set data = '{"n": 8}' where id = ${id}`);
	expect(await verifyLedger(ctx)).toEqual({ good: false, seq: Number(seq), eventId: Number(id), problem: 'changed' });
	await edit(`update ledger_event set data = '{"n": 7}' where id = ${id}`);
	expect(await verifyLedger(ctx)).toMatchObject({ good: true });

	const detail = await ctx.byHand('select event_id from ledger_detail order by event_id limit 1');
	await edit(
		`update ledger_detail set detail = '{"name": "Someone else"}' where event_id = ${detail.rows[0].event_id}`,
	);
	expect(await verifyLedger(ctx)).toMatchObject({
		good: false,
		eventId: Number(detail.rows[0].event_id),
		problem: 'detail-changed',
	});
	await edit(`delete from ledger_detail where event_id = ${detail.rows[0].event_id}`);

	await edit(
		`alter table ledger_seal drop constraint ledger_seal_event_id_ledger_event_id_fk; delete from ledger_event where id = ${id}`,
	);
	expect(await verifyLedger(ctx)).toEqual({ good: false, seq: Number(seq), eventId: Number(id), problem: 'missing' });
});
