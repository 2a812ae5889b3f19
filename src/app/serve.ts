import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { ConfigError, loadConfig } from '#core/config/index.ts';
import { clientAddress, createMetrics } from '#core/http/index.ts';
import { inProject } from '#core/paths/index.ts';
import { announce } from './announce.ts';
import { startBackground } from './background.ts';
import { isForPeople } from './for-people.ts';
import { createFront, privateHeaders } from './front.ts';
import { type App, FolderContradiction, openApp } from './open.ts';
import { createProxyWatch } from './proxy-watch.ts';
import { beginServing } from './running.ts';
import { watchFigures } from './figures.ts';
import { setUpFolder } from './set-up.ts';
import { followSettings } from './settings.ts';

/** The server: database, background work, HTTP; and their end in the right order. */
async function serve(): Promise<void> {
	const config = loadConfig();
	const web = config.role !== 'worker';
	const works = config.role === 'all' || config.role === 'worker';
	// The framework's handler loads while the database starts.
	const pages = web ? loadPages() : undefined;
	pages?.catch(() => undefined);
	const port = config.port;
	const app = await openApp({
		config,
		what: `npm start on port ${port}`,
		alone: config.role === 'all',
		say: (line) => console.error(line),
	});
	const { ctx } = app;
	await setUpFolder(ctx);

	const running = await beginServing(app, config.baseUrl ?? `http://localhost:${port}`);
	const metrics = createMetrics();
	watchFigures(metrics, running);
	const background = works ? await startBackground(ctx) : undefined;
	await followSettings(running, background);

	let stopping = false;
	const ready = async () => !stopping && (await ctx.database.pool.query('select 1')).rowCount === 1;
	let server: ReturnType<typeof createServer> | undefined;
	if (pages) {
		const handler = await pages;
		const watchProxy = createProxyWatch(ctx);
		const client = (request: IncomingMessage) => {
			watchProxy(request);
			return clientAddress(request, config.trustProxy);
		};
		server = createServer(createFront(running, metrics, ready, client, handler));
		server.requestTimeout = 120_000;
		server.headersTimeout = 20_000;
		server.keepAliveTimeout = 15_000;
		const host = config.host ?? (ctx.clock.rehearsal ? '127.0.0.1' : undefined);
		await listen(server, port, host);
		const actual = (server.address() as AddressInfo).port;
		if (!config.baseUrl) running.origin = `http://localhost:${actual}`;
		// PORT=0 asks for any free port: letters and mails that are written later must name the one that it became.
		config.port = actual;
		await announce(running);
	} else {
		ctx.log.info('worker-started');
	}

	const stop = async (signal: string) => {
		if (stopping) return;
		stopping = true;
		ctx.log.info('stopping', { signal });
		// No new requests; those under way may end; then the work in the background; then the database.
		if (server) await closeServer(server);
		await background?.stop();
		await app.close();
		process.exit(0);
	};
	process.on('SIGTERM', () => void stop('SIGTERM'));
	process.on('SIGINT', () => void stop('SIGINT'));
}

async function loadPages(): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
	Object.assign(process.env, {
		PROTOCOL_HEADER: privateHeaders.protocol,
		HOST_HEADER: privateHeaders.host,
		ADDRESS_HEADER: privateHeaders.address,
		// Forms with files are streamed and limited field by field (core/multipart); this is the lid over everything.
		BODY_SIZE_LIMIT: '210M',
	});
	const module = await import(/* @vite-ignore */ pathToFileURL(inProject('build', 'handler.js')).href);
	return (request, response) => module.handler(request, response, () => response.writeHead(404).end());
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string | undefined): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) =>
			reject(
				error.code === 'EADDRINUSE'
					? new ConfigError(`Port ${port} is taken by another program. Choose another one: PORT=8081 npm start`)
					: error,
			),
		);
		server.listen({ port, ...(host ? { host } : {}) }, resolve);
	});
}

function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
	return new Promise((resolve) => {
		const force = setTimeout(() => server.closeAllConnections(), 10_000);
		server.close(() => {
			clearTimeout(force);
			resolve();
		});
		server.closeIdleConnections();
	});
}

serve().catch((error: unknown) => {
	if (isForPeople(error) || error instanceof FolderContradiction) console.error(`\n${error.message}\n`);
	else console.error(error);
	process.exit(1);
});

export type { App };
