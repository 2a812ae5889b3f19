import { expect, test } from 'vitest';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	articlesForDesk,
	createArticle,
	newsroomDueHandlers,
	publicArticle,
	publicArticles,
	publishArticle,
	saveDraft,
} from './index.ts';
import { newsroomGround, person, wholeDraft } from './testing.ts';

const ctx = await testContext({ jobs: { 'article-published': async () => undefined } });
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });

test('an article is written, saved and published', async () => {
	const { articleId, slug } = await createArticle(ctx, editor, { ...ground, content: wholeDraft() });
	expect(slug).toBe('probes-and-peace');
	const saved = await saveDraft(ctx, editor, { articleId, revision: 1, content: { ...wholeDraft(), topics: ['a-b'] } });
	expect(saved).toMatchObject({ revision: 2, changed: true });
	expect(await publicArticle(ctx, slug)).toBeUndefined();
	expect(await publishArticle(ctx, editor, { articleId, revision: 2 })).toEqual({ version: 1, slug });
	const shown = await publicArticle(ctx, slug);
	expect(shown).toMatchObject({
		kind: 'article',
		version: 1,
		locales: ['en', 'zh'],
		edition: { slug: 'ipspace-2021' },
	});
	expect((await publicArticles(ctx, { limit: 10 })).articles).toHaveLength(1);
	expect((await articlesForDesk(ctx, editor)).counts.published).toBe(1);
	expect(newsroomDueHandlers).toBeDefined();
});
