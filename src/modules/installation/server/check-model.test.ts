import { afterAll, expect, test } from 'vitest';
import { loadConfig } from '#core/config/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { startModelServer } from '../../../../tests/setup/language-model.ts';
import { findingMessages } from '../ui/findings-messages.ts';
import { checkModel } from './check-model.ts';

const ctx = await testContext();
const server = await startModelServer();
afterAll(() => server.close());

const found = async (env: Record<string, string>) => {
	const config = loadConfig({ DATA_DIR: ctx.config.dataDir, ORRERY_LLM_MODEL: 'demo-1', ...env });
	const [one] = await checkModel({ ...ctx, config });
	return one && `${one.level} ${findingMessages.en[one.code](one.params)}`;
};

test('a model that answers, refuses the key, is not there; none is named', async () => {
	expect(await found({ ORRERY_LLM_URL: server.url })).toContain('good The language model demo-1');
	server.behave('key-refused');
	const refused = await found({ ORRERY_LLM_URL: server.url, ORRERY_LLM_KEY: 'sk-hunter2' });
	expect(refused).toContain('warning');
	expect(refused).toContain('does not accept the key');
	expect(refused).not.toContain('hunter2');
	expect(await found({ ORRERY_LLM_URL: 'http://127.0.0.1:1/v1' })).toContain('does not answer');
	expect(await checkModel(ctx)).toEqual([]);
});

test('a key is not sent in the open', async () => {
	server.behave('well');
	expect(await found({ ORRERY_LLM_URL: 'http://models.example/v1', ORRERY_LLM_KEY: 'k' })).toContain('unencrypted');
	expect(server.seen).toHaveLength(0);
});
