import { expect, test } from 'vitest';
import type { Context } from '../../src/core/context/index.ts';
import { openDatabase } from '../../src/core/database/index.ts';
import { type PersonData, personColumns, uncovered } from '../../src/core/person-data/index.ts';
import { personData } from '../../src/app/person-data.ts';
import { testContext } from '../setup/context.ts';

const ctx = await testContext();

/** Runs one operation of a part for somebody who does not exist and answers the statements it sent. */
async function statements(part: PersonData, operation: 'export' | 'merge' | 'erase'): Promise<readonly string[]> {
	const sent: string[] = [];
	const database = openDatabase({
		connection: ctx.connection,
		log: ctx.log,
		max: 2,
		onStatement: (text) => sent.push(text),
	});
	const own: Context = { ...ctx, database, db: database.db };
	try {
		if (operation === 'export') await part.export(own, 'nobody');
		else if (operation === 'merge') await part.merge(own, 'nobody', 'nobody-else');
		else await part.erase(own, 'nobody');
	} finally {
		await database.close();
	}
	return sent;
}

test('every column that refers to a person is exported, merged and erased by some part', async () => {
	const columns = await personColumns(ctx.db);
	expect(columns).toContain('session.person_id');
	expect(columns).toContain('person.merged_into');
	expect(await uncovered(columns, personData, statements)).toEqual([]);
});

test('no part names a column that does not exist, and no two parts the same', async () => {
	const columns = await personColumns(ctx.db);
	const named = personData.flatMap((part) => part.columns);
	expect(named.filter((column) => !columns.includes(column))).toEqual([]);
	expect(new Set(named).size).toBe(named.length);
	expect(new Set(personData.map((part) => part.name)).size).toBe(personData.length);
});

test('the check finds a new table by its name and by its foreign key', async () => {
	const before = await personColumns(ctx.db);
	await ctx.byHand('create table badge (id text primary key, holder text references person (id))');
	await ctx.byHand('create table vote (id text primary key, voter_person_id text)');
	try {
		const fresh = (await personColumns(ctx.db)).filter((column) => !before.includes(column));
		expect(await uncovered(fresh, personData, statements)).toEqual([
			{ column: 'badge.holder', missing: 'unknown' },
			{ column: 'vote.voter_person_id', missing: 'unknown' },
		]);
	} finally {
		await ctx.byHand('drop table badge, vote');
	}
});

test('the check does not believe a part that names a column and forgets it', async () => {
	const broken = personData.map((part) =>
		part.name === 'sign-in' ? { ...part, merge: async () => undefined, export: async () => ({}) } : part,
	);
	const gaps = await uncovered(['session.person_id', 'relation.person_id'], broken, statements);
	expect(gaps).toEqual([
		{ column: 'session.person_id', missing: 'export' },
		{ column: 'session.person_id', missing: 'merge' },
	]);
});
