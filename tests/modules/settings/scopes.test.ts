import { expect, it } from 'vitest';
import { tokenScopeNames, tokenScopes } from '#core/identity/scopes.ts';
import { endpoints } from '#modules/api/server/endpoints/index.ts';
import { client, idleJobs, tokenOf } from '#modules/api/server/testing.ts';
import { importReal } from '#modules/editions/server/testing.ts';
import { scopeActs } from '../../settings/acts.ts';
import { testContext } from '../../setup/context.ts';

/*
 * Every scope of a token × every address of the interface: an organiser's program, who himself may do it all at his desk, gets
 * past the scopes exactly where one of the actions of the address is in his scope.
 */

const ctx = await testContext({ jobs: idleJobs });
const edition = await importReal(ctx);
const desk = await client(ctx, 'Desk', { relation: 'organiser', edition });

it.each(tokenScopeNames)('token.scope = %s: does what is in it, and nothing else', async (scope) => {
	const { ask } = await tokenOf(ctx, desk.personId, [scope]);
	const allowed: readonly string[] = tokenScopes[scope];
	const refused: string[] = [];
	for (const { id, method, path, body } of endpoints) {
		const filled = path
			.replace('{edition}', 'ipspace-2021')
			.replace('{call}', 'abstracts')
			.replace(/\{\w+\}/g, 'none');
		const sent = !body ? undefined : body === 'file' ? new FormData() : {};
		const answer = await ask(method, filled, sent);
		if (answer.body?.code === 'scope-missing') refused.push(id);
	}
	const wanted = endpoints.filter(
		({ needs }) => typeof needs !== 'string' && !needs.some((one) => allowed.includes(one)),
	);
	expect(refused).toEqual(wanted.map(({ id }) => id));
	expect(wanted.length).toBeGreaterThan(5);
});

it('there is a row for everything that the table says', () => {
	expect(tokenScopeNames.map((scope) => `token.scope=${scope}`)).toEqual(scopeActs);
});
