import { expect, test } from 'vitest';
import { windowState } from './window-look.ts';

const close = Date.parse('2021-10-15T23:59:59+08:00');

test('a window closes at its closing instant, not after it', () => {
	const opens = close - 14 * 86_400_000;
	expect(windowState(opens - 1, opens, close)).toBe('not-yet-open');
	expect(windowState(opens, opens, close)).toBe('open');
	expect(windowState(close - 3 * 86_400_000, opens, close)).toBe('soon');
	expect(windowState(close - 1, opens, close)).toBe('last-hours');
	expect(windowState(close, opens, close)).toBe('closed');
	expect(windowState(0, null, close)).toBe('open');
});
