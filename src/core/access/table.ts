import { type ActionRule, actions } from './actions.ts';

/** The table of actions as Markdown, for `docs/access.md`. */
export function accessTable(): string {
	const rows = Object.entries(actions as Record<string, ActionRule>).map(([name, rule]) => {
		const who = [
			...(rule.anyone ? ['anyone'] : []),
			...(rule.signedIn ? ['anyone signed in'] : []),
			...(rule.owner ? ['whose it is'] : []),
			...rule.allow.map((way) => `${way.relation} of the ${way.on}`),
		];
		return `| \`${name}\` | ${rule.means} | ${who.join(', ')}${rule.rehearsalOnly ? ' (rehearsal only)' : ''} |`;
	});
	return ['| action | means | who |', '|---|---|---|', ...rows, ''].join('\n');
}
