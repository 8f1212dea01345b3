/** The service from TypeScript: node examples/typescript.ts */
import { RecommenderClient, RecommenderError } from '#client';

const { RECOMMENDER_URL = 'http://localhost:3000', RECOMMENDER_KEY } = process.env;
const client = new RecommenderClient(
  RECOMMENDER_URL,
  RECOMMENDER_KEY === undefined ? {} : { apiKey: RECOMMENDER_KEY },
);

console.log('Films like one film');
for (const title of await client.recommend(1, 3)) console.log(`  ${title}`);

console.log('Horror for people who like two films, and why');
const { items } = await client.recommendations({
  seeds: [{ title: 'Alien' }, { title: 'The Thing', year: 1982, weight: 2 }],
  filter: { genres: { any: ['Horror'] } },
  limit: 3,
  explain: true,
});
for (const { rank, title, reasons = [] } of items)
  console.log(`  ${rank}. ${title}: ${reasons.map(({ term }) => term).join(', ')}`);

console.log('What is asked for wrongly is explained');
try {
  await client.recommendations({ seeds: [{ title: 'The Matrx' }] });
} catch (error) {
  if (!(error instanceof RecommenderError)) throw error;
  const [{ title }] = error.didYouMean;
  console.log(`  ${error.code}: ${error.message}; did you mean ${title}?`);
}
