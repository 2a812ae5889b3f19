/*
 * Throws made-up requests at the programming interface, by schemathesis (PyPI), and holds every answer against the
 * document: `node_modules/.bin/node tests/fuzz/run.ts [cases] [seed] [who]`. See README.md beside it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../src/core/paths/index.ts';
import { type Caller, signInCast } from '../setup/cast.ts';
import { startServer, type TestServer } from '../setup/server.ts';

const [cases = '2000', seed = '1', who = 'organiser'] = process.argv.slice(2);
const schemathesis = process.env.SCHEMATHESIS ?? 'schemathesis';
const folder = inProject('tests', 'output', 'fuzz');

/** A token of one of the cast with every scope, made as a person makes it. */
async function tokenOf(one: Caller): Promise<string> {
	const body = new URLSearchParams({ name: 'fuzz', days: '7' });
	for (const scope of ['own:read', 'own:write', 'desk:read', 'desk:write']) body.append('scopes', scope);
	const page = await (await one.ask('/me/security?/token', { method: 'POST', body })).text();
	const token = /orrery_[0-9a-z]{40}/.exec(page)?.[0];
	if (!token) throw new Error('no token was made');
	return token;
}

/** Ids that exist, so that the requests get beyond 'not found'. */
async function idsOf(server: TestServer, token: string): Promise<Record<string, string[]>> {
	const ask = async (path: string, init: RequestInit = {}) => {
		const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
		return (await fetch(`${server.origin}/api/v1${path}`, { ...init, headers })).json();
	};
	type Item = { id: string };
	const call = '/editions/ipspace-2021/calls/abstracts';
	const listed = (await ask(`${call}/applications?limit=20`)).items ?? [];
	const own = (await ask('/me/applications')).items ?? [];
	const drafts: string[] = [];
	for (let i = 0; i < 5; i += 1) {
		drafts.push(
			(await ask(`${call}/drafts`, { method: 'POST', body: JSON.stringify({ answers: { title: `Fuzz ${i}` } }) })).id,
		);
	}
	const { form } = await ask(call);
	return {
		edition: ['ipspace-2021'],
		call: ['abstracts'],
		application: [...listed, ...own].map(({ id }: Item) => id),
		draft: drafts.filter(Boolean),
		field: form.fields.map(({ id }: Item) => id),
	};
}

const server = await startServer();
let failed = true;
try {
	mkdirSync(folder, { recursive: true });
	const visitor = who === 'visitor';
	const cast = await signInCast(server);
	const one = cast.get(visitor ? 'organiser' : who);
	if (!one) throw new Error(`nobody of the cast is ${who}`);
	const token = await tokenOf(one);
	writeFileSync(join(folder, 'ids.json'), JSON.stringify(await idsOf(server, token)));
	const { paths } = await (await fetch(`${server.origin}/api/v1/openapi.json`)).json();
	const operations = Object.values<object>(paths).reduce((sum, item) => sum + Object.keys(item).length, 0);
	const each = Math.ceil(Number(cases) / operations);
	const given = [
		...['run', `${server.origin}/api/v1/openapi.json`, '--checks', 'all', '--mode', 'all', '--seed', seed],
		...['--max-examples', String(each), '--phases', 'examples,coverage,fuzzing', '--workers', '2'],
		...[
			'--generation-database',
			'none',
			'--request-timeout',
			'20',
			'--continue-on-failure',
			'--suppress-health-check',
			'all',
		],
		...(visitor ? [] : ['--header', `Authorization: Bearer ${token}`]),
	];
	const child = spawn(schemathesis, given, {
		cwd: inProject('tests', 'fuzz'),
		stdio: 'inherit',
		env: { ...process.env, FUZZ_IDS: join(folder, 'ids.json'), SCHEMATHESIS_HOOKS: 'hooks' },
	});
	failed = await new Promise((resolve, reject) => {
		child.on('error', () =>
			reject(new Error(`${schemathesis} is not there: pip install schemathesis, or name it in SCHEMATHESIS`)),
		);
		child.on('exit', (code) => resolve(code !== 0));
	});
} finally {
	await server.dispose();
}
process.exit(failed ? 1 : 0);
