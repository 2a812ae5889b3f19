import { expect, test } from 'vitest';
import { createLog } from './index.ts';

test('a line is JSON, below the level nothing is written, secrets are masked, errors keep their cause', () => {
	const lines: string[] = [];
	const log = createLog(
		'info',
		() => 0,
		(line) => lines.push(line),
	).with({ process: 'web' });
	log.debug('unseen');
	log.error('failed', { token: 'abc', error: new Error('outer', { cause: new Error('inner') }) });
	expect(lines).toHaveLength(1);
	const line = JSON.parse(lines[0] ?? '');
	expect(line).toMatchObject({ at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'failed', process: 'web' });
	expect(line.token).not.toContain('abc');
	expect(line.error.cause.message).toBe('inner');
});

test('what a failed query was about stays out of the log', () => {
	const lines: string[] = [];
	const log = createLog(
		'info',
		() => 0,
		(line) => lines.push(line),
	);
	const failed = new Error(
		'Failed query: insert into mail values ($1)\nparams: li@x.example,Your code\n    at 123 456',
	);
	log.error('failed', { error: Object.assign(failed, { params: ['li@x.example'] }) });
	expect(lines[0]).toContain('Failed query: insert into mail values ($1)');
	expect(lines[0]).not.toMatch(/li@x\.example|123 456/);
	expect(JSON.parse(lines[0] ?? '').error.stack).toContain('log.test.ts');
});
