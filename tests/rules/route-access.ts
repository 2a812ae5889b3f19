import ts from 'typescript';
import type { Action } from '../../src/core/access/index.ts';
import { type Source, nodesOf, sourcesBelow, treeOf } from './sources.ts';

/**
 * What a route asks of who opens it: an action of core/access; `public` (the same for everybody); `rehearsal` (there for
 * everybody in a rehearsal, not there otherwise); `own` (anyone signed in, and shows only what is his).
 */
export type Demand = Action | 'public' | 'rehearsal' | 'own';

/** Every route there is, by its id without groups. A new route without a line here fails the test beside this file. */
export const routeAccess: Record<string, Demand> = {
	'/': 'public',
	'/[edition]': 'public',
	'/[edition]/[page]': 'public',
	'/[edition]/assets/[asset]/[file]': 'public',
	'/news/[article]/pictures/[picture]/[file]': 'public',
	'/[edition]/calls': 'public',
	'/[edition]/calls/[call]': 'public',
	'/[edition]/calls/[call]/selected': 'public',
	'/[edition]/placements/[placement]/[file]': 'public',
	'/calls/[call]/selected': 'public',
	'/me/certificates/[certificate]': 'application.read-own',
	'/me/documents/[fulfilment]': 'application.read-own',
	'/[edition]/calls/[call]/apply': 'application.start',
	'/[edition]/calls/[call]/apply/autosave': 'application.start',
	'/[edition]/call-for-papers.pdf': 'public',
	'/[edition]/card.png': 'public',
	'/[edition]/card-square.png': 'public',
	'/[edition]/feed.xml': 'public',
	'/[edition]/leaflet.pdf': 'public',
	'/[edition]/sitemap.xml': 'public',
	'/[edition]/templates/[file]': 'public',
	'/[edition]/committee': 'public',
	'/[edition]/contact/write': 'enquiry.write',
	'/[edition]/contact': 'public',
	'/newsletter': 'newsletter.subscribe',
	'/newsletter/confirm/[token]': 'newsletter.subscribe',
	'/newsletter/manage/[token]': 'newsletter.subscribe',
	'/newsletter/u/[token]': 'newsletter.subscribe',
	'/newsletter/issues/[[page]]': 'public',
	'/newsletter/[issue]': 'public',
	'/desk/newsletter': 'newsletter.manage',
	'/desk/newsletter/[issue]': 'newsletter.manage',
	'/[edition]/dates': 'public',
	'/[edition]/dates.ics': 'public',
	'/[edition]/outcomes': 'public',
	'/[edition]/outcomes/[id]': 'public',
	'/[edition]/programme': 'public',
	'/[edition]/tracks': 'public',
	'/[edition]/tracks/[track]': 'public',
	// What each of its addresses demands is a table of its own (`api-access.test.ts`).
	'/api/v1/[...path]': 'public',
	'/design': 'public',
	'/statements': 'public',
	'/statements/[statement]': 'public',
	'/statements/[statement]/sign': 'statement.sign',
	'/statements/[statement]/signatories.[format]': 'public',
	'/statements/[statement]/signatories/[[page]]': 'public',
	'/statements/[statement]/snapshots/[file]': 'public',
	'/statements/[statement]/versions/[version]': 'public',
	'/statements/[statement]/versions/[version]/[file]': 'public',
	'/statements/signatures/[secret]': 'statement.sign',
	'/desk/statements': 'statement.read',
	'/desk/statements/new': 'statement.draft',
	'/desk/statements/[statement]': 'statement.read',
	'/desk/statements/[statement]/settings': 'statement.release',
	'/desk/statements/[statement]/signatures': 'statement.moderate',
	'/me/statements': 'own',
	'/calls': 'public',
	'/calls/[call]': 'public',
	'/calls/[call]/apply': 'application.start',
	'/calls/[call]/apply/autosave': 'application.start',
	'/desk': 'desk.open',
	'/desk/clock': 'clock.turn',
	'/desk/[edition]': 'desk.open',
	'/desk/[edition]/close': 'edition.close',
	'/desk/[edition]/publish': 'edition.edit',
	'/desk/editions': 'desk.open',
	'/desk/editions/new': 'edition.create',
	'/desk/applications/[id]': 'application.read',
	'/desk/installation': 'installation.operate',
	'/desk/installation/backups/[file]': 'installation.operate',
	'/desk/[edition]/applications': 'application.list',
	'/desk/[edition]/applications.csv': 'application.list',
	'/desk/[edition]/applications.json': 'application.list',
	'/desk/[edition]/applications/import/[import]': 'application.enter',
	'/desk/[edition]/applications/import': 'application.enter',
	'/desk/[edition]/applications/bulk/[act]': 'application.list',
	'/desk/[edition]/applications/bulk/[act]/report.csv': 'application.list',
	'/desk/[edition]/applications/bulk': 'application.list',
	'/desk/[edition]/applications.xlsx': 'application.list',
	'/desk/[edition]/applications/[id]': 'application.read',
	'/desk/[edition]/applications/[id]/files/[file]': 'application.read',
	'/desk/[edition]/messages': 'application.message',
	'/desk/[edition]/applications/take-in': 'application.enter',
	'/desk/[edition]/applications/enter': 'application.enter',
	'/desk/[edition]/applications/[id]/versions': 'application.read',
	'/desk/[edition]/applications/[id]/people/files/[file]': 'application.read',
	'/desk/[edition]/applications/[id]/people': 'application.read',
	'/desk/[edition]/calls/[call]/conflicts': 'conflict.read',
	'/desk/[edition]/calls/[call]/stages/[stage]': 'review.assign',
	'/desk/[edition]/calls/[call]/stages/[stage]/reviewers': 'review.assign',
	'/desk/[edition]/calls/[call]/stages/[stage]/assigning': 'review.assign',
	'/desk/[edition]/calls/[call]/stages/[stage]/assigning/[run]': 'review.assign',
	'/desk/[edition]/calls/[call]/stages/[stage]/assigning/[run]/[application]/[person]': 'review.assign',
	'/desk/[edition]/calls/[call]/stages/[stage]/progress': 'review.assign',
	'/desk/[edition]/applications/[id]/discussion/[stage]': 'review.read',
	'/review/[assignment]/discussion': 'review.score',
	'/me/applications/[application]/rebuttal/[stage]': 'application.read-own',
	'/desk/[edition]/calls/[call]/stages/[stage]/ranking': 'review.read',
	'/desk/[edition]/calls/[call]/stages/[stage]/ranking.csv': 'review.read',
	'/desk/[edition]/calls/[call]/stages/[stage]/decisions': 'application.decide',
	'/desk/[edition]/enquiries': 'enquiry.answer',
	'/desk/[edition]/enquiries/[enquiry]': 'enquiry.answer',
	'/desk/[edition]/fulfilments': 'fulfilment.read',
	'/desk/[edition]/fulfilments/several': 'fulfilment.read',
	'/desk/[edition]/fulfilments/report': 'fulfilment.read',
	'/desk/[edition]/fulfilments/report.csv': 'fulfilment.read',
	'/desk/[edition]/fulfilments/[fulfilment]': 'fulfilment.read',
	'/desk/[edition]/fulfilments/[fulfilment]/certificate.pdf': 'fulfilment.record',
	'/desk/[edition]/fulfilments/[fulfilment]/logo': 'fulfilment.record',
	'/desk/[edition]/calls/[call]/window': 'call.move-window',
	'/desk/[edition]/calls': 'call.read',
	'/desk/[edition]/calls/new': 'call.edit',
	'/desk/[edition]/calls/[call]': 'call.read',
	'/desk/[edition]/calls/[call]/file': 'call.read',
	'/desk/[edition]/calls/[call]/design': 'call.read',
	'/desk/[edition]/calls/[call]/design/[section]': 'call.read',
	'/desk/[edition]/calls/[call]/design/check': 'call.read',
	'/desk/[edition]/calls/[call]/design/file': 'call.read',
	'/desk/[edition]/calls/[call]/design/part/[...path]': 'call.read',
	'/desk/[edition]/calls/[call]/design/preview': 'call.read',
	'/desk/[edition]/report': 'review.read',
	'/desk/[edition]/report.csv': 'review.read',
	'/desk/[edition]/letters': 'letter.send',
	'/desk/[edition]/letters/batch/[batch]': 'letter.send',
	'/desk/[edition]/letters/calls/[call]': 'letter.send',
	'/desk/[edition]/letters/calls/[call]/rules': 'letter.prepare',
	'/desk/[edition]/letters/calls/[call]/preview/[determination]/edit': 'letter.send',
	'/desk/[edition]/letters/calls/[call]/preview/[determination]': 'letter.send',
	'/desk/[edition]/letters/calls/[call]/preview/[determination]/pdf': 'letter.send',
	'/desk/[edition]/letters/letter/[letter]': 'letter.send',
	'/desk/[edition]/outbox': 'outbox.read',
	'/desk/[edition]/people': 'relation.grant',
	'/desk/[edition]/people/[person]': 'relation.grant',
	'/desk/[edition]/webhooks': 'webhook.manage',
	'/desk/[edition]/webhooks/[webhook]': 'webhook.manage',
	'/desk/[edition]/site': 'edition.edit',
	'/desk/newsroom/[article]/analysis': 'article.read',
	'/desk/newsroom/[article]/analysis/[analysis]': 'article.read',
	'/desk/newsroom/analyses': 'article.read',
	'/desk/newsroom': 'article.read',
	'/desk/newsroom/headlines': 'headline.manage',
	'/desk/newsroom/headlines/new': 'headline.manage',
	'/desk/newsroom/headlines/[source]': 'headline.manage',
	'/desk/newsroom/new': 'article.write',
	'/desk/newsroom/[article]': 'article.read',
	'/desk/newsroom/[article]/autosave': 'article.write',
	'/desk/newsroom/[article]/render': 'article.write',
	'/desk/newsroom/[article]/people': 'article.write',
	'/desk/newsroom/[article]/preview': 'article.read',
	'/desk/newsroom/[article]/publish': 'article.read',
	'/desk/newsroom/[article]/history': 'article.read',
	'/desk/newsroom/[article]/history/[version]': 'article.read',
	'/desk/newsroom/[article]/pictures/[picture]': 'article.read',
	'/desk/newsroom/[article]/pictures/[picture]/[file]': 'article.read',
	'/desk/[edition]/site/assets': 'edition.edit',
	'/desk/[edition]/site/assets/[asset]': 'edition.edit',
	'/desk/[edition]/site/assets/[asset]/[file]': 'edition.edit',
	'/desk/[edition]/site/drafts': 'edition.edit',
	'/desk/[edition]/site/export': 'edition.edit',
	'/desk/[edition]/site/history': 'edition.edit',
	'/desk/[edition]/site/history/[change]': 'edition.edit',
	'/desk/[edition]/site/new/[kind]': 'edition.edit',
	'/desk/[edition]/site/order/[kind]': 'edition.edit',
	'/desk/[edition]/site/publish': 'edition.edit',
	'/desk/[edition]/site/record/[...key]': 'edition.edit',
	'/desk/[edition]/site/remove/[...key]': 'edition.edit',
	'/desk/[edition]/site/translations': 'edition.edit',
	'/docs': 'public',
	'/attestations/[secret]': 'public',
	'/docs/[audience]/[topic]': 'public',
	'/docs/images/[picture]': 'public',
	'/editions': 'public',
	'/files/[grant]': 'own',
	'/invitations/[secret]': 'public',
	'/jury/[call]': 'review.score',
	'/ledger': 'public',
	'/ledger.json': 'public',
	'/mailbox': 'rehearsal',
	'/mailbox/[id]': 'rehearsal',
	'/mailbox/[id]/attachments/[place]': 'rehearsal',
	'/mailbox/[id]/html': 'rehearsal',
	'/mailbox/to/[address]': 'rehearsal',
	'/me': 'own',
	'/me/addresses': 'own',
	'/me/applications': 'own',
	'/me/applications/[application]/versions': 'application.read-own',
	'/me/applications/[application]/people': 'application.read-own',
	'/me/applications/[application]/conflicts': 'application.read-own',
	'/me/applications/[application]/attestation-files/[file]': 'application.read-own',
	'/me/applications/join/[secret]': 'public',
	'/me/applications/drafts/[draft]': 'application.write',
	'/me/applications/[application]': 'application.read-own',
	'/me/applications/[application]/files/[file]': 'application.read-own',
	'/me/applications/[application]/requests/[request]': 'application.write',
	'/me/data': 'own',
	'/me/data/export': 'own',
	'/me/letters/[letter]': 'letter.read-own',
	'/me/merge': 'own',
	'/me/profile': 'own',
	'/me/security': 'own',
	'/me/security/passkey': 'own',
	'/review': 'own',
	'/review/bids/[edition]/[call]/[stage]': 'review.bid',
	'/review/bids/[edition]/[call]/[stage]/autosave': 'review.bid',
	// By a secret in a mail; accepting asks who it is.
	'/review/invitations/[secret]': 'public',
	'/review/profile/[edition]': 'review.profile',
	'/desk/[edition]/calls/[call]/stages/[stage]/sub-reviewers': 'review.assign',
	'/desk/[edition]/calls/[call]/stages/[stage]/sub-reviewers.csv': 'review.assign',
	'/review/conflicts/[call]': 'conflict.declare',
	'/review/[assignment]': 'review.score',
	'/review/[assignment]/autosave': 'review.score',
	'/review/[assignment]/ballot': 'review.score',
	'/review/[assignment]/files/[file]': 'review.score',
	'/review/for/[sub]': 'own',
	'/review/for/[sub]/autosave': 'own',
	'/review/for/[sub]/files/[file]': 'own',
	'/review/invited/[secret]': 'public',
	'/robots.txt': 'public',
	'/sitemap.xml': 'public',
	'/news': 'public',
	'/news/[article]': 'public',
	'/news/archive': 'public',
	'/news/archive/[month]': 'public',
	'/news/archive/[month]/page/[cursor]': 'public',
	'/news/editions/[edition]': 'public',
	'/news/editions/[edition]/feed.[format]': 'public',
	'/news/editions/[edition]/page/[cursor]': 'public',
	'/news/feed.[format]': 'public',
	'/news/page/[cursor]': 'public',
	'/news/sitemap.xml': 'public',
	'/news/topics/[topic]': 'public',
	'/news/topics/[topic]/feed.[format]': 'public',
	'/news/topics/[topic]/page/[cursor]': 'public',
	'/news-sitemap.xml': 'public',
	'/search': 'public',
	'/sitemap-site.xml': 'public',
	'/schemas/edition.json': 'public',
	'/setup': 'public',
	'/setup/[secret]': 'public',
	'/setup/[secret]/organiser': 'public',
	'/see-as': 'own',
	'/sign-in': 'public',
	'/sign-in/cast/[secret]': 'rehearsal',
	'/sign-in/link/[secret]': 'public',
	'/sign-in/passkey': 'public',
	'/sign-in/with/[provider]': 'public',
	'/sign-in/with/[provider]/return': 'public',
	'/sign-out': 'public',
	'/verify': 'public',
	'/verify/[reference]': 'public',
};

export interface Route {
	/** Id without groups: `/desk/[edition]`. */
	id: string;
	/** The path of one of its files, for messages. */
	path: string;
	isPublic: boolean;
	/** Methods that a `+server.ts` answers; a page answers GET. */
	methods: string[];
	/** Names of the form actions of a page. */
	actions: string[];
}

/** Every route below src/routes that answers something (layouts alone do not). */
export function routesOf(sources: readonly Source[]): Route[] {
	const found = new Map<string, Route>();
	for (const source of sources) {
		const match = /^src\/routes(\/.*)?\/\+(page|server)(?:@[^.]*)?(\.server)?\.(ts|svelte)$/.exec(source.path);
		if (!match) continue;
		const folder = match[1] ?? '';
		const id = folder.replace(/\/\([^)]+\)/g, '') || '/';
		const route = found.get(id) ?? { id, path: source.path, isPublic: false, methods: [], actions: [] };
		route.isPublic ||= folder.startsWith('/(public)');
		if (match[2] === 'page') route.methods.push('GET');
		if (source.path.endsWith('.ts')) {
			const { methods, actions } = exportsOf(source);
			route.methods.push(...(match[2] === 'server' ? methods : []));
			route.actions.push(...actions);
		}
		route.methods = [...new Set(route.methods)];
		found.set(id, route);
	}
	return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Exported methods of an endpoint, and the names in the exported `actions` of a page. */
function exportsOf(source: Source): { methods: string[]; actions: string[] } {
	const methods: string[] = [];
	const actions: string[] = [];
	for (const node of nodesOf(treeOf(source))) {
		if (ts.isFunctionDeclaration(node) && node.name && isMethod(node.name.text)) methods.push(node.name.text);
		if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) continue;
		if (isMethod(node.name.text)) methods.push(node.name.text);
		const value =
			node.initializer && ts.isSatisfiesExpression(node.initializer) ? node.initializer.expression : node.initializer;
		if (node.name.text !== 'actions' || !value || !ts.isObjectLiteralExpression(value)) continue;
		actions.push(...value.properties.map((property) => property.name?.getText() ?? '').filter(Boolean));
	}
	return { methods, actions };
}

function isMethod(name: string): boolean {
	return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(name);
}

export function allRoutes(): Route[] {
	return routesOf(sourcesBelow('src/routes', ['.ts', '.svelte']));
}

/** Routes without a line in the table, lines without a route, and pages kept for everybody that are not public. */
export function routeFindings(routes: readonly Route[], table: Record<string, Demand>): string[] {
	const findings: string[] = [];
	for (const { id, path, isPublic } of routes) {
		const demand = table[id];
		if (demand === undefined) findings.push(`${id} (${path}) is missing in tests/rules/route-access.ts`);
		else if (isPublic && demand !== 'public')
			findings.push(`${id} lies in (public), where finished pages are kept for everybody, and demands ${demand}`);
	}
	const ids = new Set(routes.map(({ id }) => id));
	for (const id of Object.keys(table)) if (!ids.has(id)) findings.push(`${id} stands in the table but is no route`);
	return findings;
}
