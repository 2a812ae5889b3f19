import { type Action, type ActionRule, actions } from '#core/access/index.ts';

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
		'review.read',
		'letter.prepare',
		'fulfilment.read',
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
		'application.enter',
		'application.screen',
		'application.request',
		'appeal.answer',
		'review.assign',
		'review.read',
		'fulfilment.read',
		'fulfilment.record',
		'payment.record',
		'certificate.revoke',
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

/** What no program does for a person: change who he is, what others are, or the installation. */
const neverByToken = /^(person|relation|installation)\.|^webhook\.manage$/;

/** Actions that a token can be limited to one by one, for who wants less than a whole scope. What anybody may needs none. */
export const singleScopes = (Object.keys(actions) as Action[]).filter((action) => {
	const rule: ActionRule = actions[action];
	return action === 'person.read-own' || action === 'application.start' || !(rule.anyone || neverByToken.test(action));
});

/** Whether a token can have this scope: one of the sets above, or a single action. */
export function isTokenScope(scope: string): boolean {
	return tokenScopeNames.includes(scope as TokenScope) || singleScopes.includes(scope as Action);
}

/** The actions that these scopes allow together. Scopes that no longer exist allow nothing. */
export function actionsOfScopes(scopes: readonly string[]): Action[] {
	const sets: Partial<Record<string, readonly Action[]>> = tokenScopes;
	return [
		...new Set(
			scopes.flatMap((scope) =>
				Object.hasOwn(sets, scope) ? (sets[scope] ?? []) : singleScopes.filter((action) => action === scope),
			),
		),
	];
}
