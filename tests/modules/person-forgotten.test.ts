import { expect, test } from 'vitest';
import { heldByReferences } from '../../src/app/file-references.ts';
import { personData } from '../../src/app/person-data.ts';
import { actorFor, system } from '../../src/core/access/index.ts';
import { newId } from '../../src/core/ids/index.ts';
import { erasePerson, findOrCreatePersonByAddress } from '../../src/modules/people/server/index.ts';
import { testContext } from '../setup/context.ts';

/* Somebody was written to before he had an account: by his address alone. He is forgotten with that too. */

const ctx = await testContext();
const address = 'forget.me@people.example';
const at = new Date('2021-10-10T01:00:00Z');

test('erasing a person forgets what was sent to his addresses, and lets go of his documents', async () => {
	const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), address, { verified: true });
	await ctx.byHand(
		`insert into call (id, organisation_id, slug, title, summary, number_prefix, form_version, saved_at)
			values ('call', 'org', 'call', '{}', '{}', 'A', 1, $1)`,
		[at],
	);
	await ctx.byHand(
		`insert into application (id, number, call_id, person_id, state, version, title, people, search_text, submitted_at, changed_at)
			values ('app', 1, 'call', 'somebody-else', 'submitted', 1, 't', '', '', $1, $1)`,
		[at],
	);
	await ctx.byHand(
		`insert into late_link (id, call_id, digest, label, email, uses, expires_at, at) values ('late', 'call', $1, 'For the forgotten', $2, 1, $3, $3)`,
		['a'.repeat(64), address, at],
	);
	await ctx.byHand(
		`insert into attestation (id, application_id, rule_id, rule, name, address, entry, locale, state, answers, asked_at, due_at)
			values ('asked', 'app', 'r', '{"fields":[]}', 'Forget Me', $1, '{"email":"x"}', 'en', 'asked', '{"words":"mine"}', $2, $2)`,
		[address, at],
	);
	await ctx.byHand(
		`insert into application_invite (id, kind, application_id, name, address, locale, digest, made_at, expires_at)
			values ('invite', 'member', 'app', 'Forget Me', $1, 'en', $2, $3, $3)`,
		[address, 'b'.repeat(64), at],
	);
	await ctx.byHand(
		`insert into invitation (id, edition_id, email, name, relation, object_type, object_id, object_name, locale, digest, state, expires_at, at)
			select $1, 'e', $2, 'Forget Me', 'secretary', 'edition', 'e', 'E', 'en', $3, 'open', $4, $4`,
		[newId(), address, 'c'.repeat(64), at],
	);
	await erasePerson(ctx, await actorFor(ctx, personId, 'session'), personData, personId);
	for (const table of ['late_link', 'attestation', 'application_invite', 'invitation', 'account_address']) {
		const { rows } = await ctx.byHand(`select to_jsonb(t)::text as row from ${table} t`);
		const said = rows.map(({ row }) => row).join('\n');
		expect(said, table).not.toContain(address);
		expect(said, table).not.toMatch(/forget/i);
		expect(said, table).not.toContain('mine');
	}
	const { rows } = await ctx.byHand("select state from attestation where id = 'asked'");
	expect(rows).toEqual([{ state: 'withdrawn' }]);
});

test('the bytes of a letter or certificate of which the file was forgotten are held by nothing', async () => {
	const digest = 'd'.repeat(64);
	await ctx.byHand(
		`insert into fulfilment (id, application_id, call_id, desk_id, rule, kind, label, state, determination_id, began_at)
			values ('f', 'app', 'call', 'call', 'r', 'certificate', '{}', 'done', 'd', $1)`,
		[at],
	);
	await ctx.byHand(
		`insert into certificate (id, number, fulfilment_id, application_id, call_id, desk_id, holders, heading, outcome, title, state, digest, at, rehearsal)
			values ('c', 'N', 'f', 'app', 'call', 'call', '[]', '{}', '{}', '', 'issued', $1, $2, true)`,
		[digest, at],
	);
	expect(await heldByReferences(ctx, [digest])).toEqual([]);
});
