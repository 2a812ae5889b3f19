import type { Action } from '#core/access/index.ts';

/**
 * What a personal token may be limited to. A token never does more than its person may; these say how much less.
 * Each scope is a set of actions; what is public needs none.
 */
export const tokenScopes = {
	'own:read': ['application.read-own', 'letter.read-own', 'person.read-own'],
	'own:write': ['application.read-own', 'application.start', 'application.write', 'application.confirm'],
	'desk:read': [
		'desk.open',
		'application.read',
		'application.list',
		'letter.prepare',
		'outbox.read',
		'mailbox.read',
		'ledger.read',
	],
	'desk:write': [
		'desk.open',
		'edition.edit',
		'call.edit',
		'call.move-window',
		'application.read',
		'application.list',
		'application.message',
		'application.decide',
		'letter.prepare',
		'letter.send',
		'letter.revoke',
		'outbox.read',
		'outbox.hold',
		'clock.turn',
	],
} as const satisfies Record<string, readonly Action[]>;

export type TokenScope = keyof typeof tokenScopes;
export const tokenScopeNames = Object.keys(tokenScopes) as TokenScope[];

/** The actions that these scopes allow together. Scopes that no longer exist allow nothing. */
export function actionsOfScopes(scopes: readonly string[]): Action[] {
	return [
		...new Set(scopes.flatMap((scope) => [...((tokenScopes as Record<string, readonly Action[]>)[scope] ?? [])])),
	];
}
