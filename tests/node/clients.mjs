// Slack's own clients for Node in a local workspace: `node clients.mjs web|socket|bolt|bolt-http`.
// The address and the tokens come in the environment; what `web` found out goes to standard output.
// node_modules stands beside a copy of this file that the test makes.

import bolt from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';

const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, PORT } = process.env;
const clientOptions = { slackApiUrl: SLACK_API_URL, retryConfig: { retries: 0 } };
const section = { type: 'section', text: { type: 'mrkdwn', text: 'one line' } };
const button = {
  type: 'button', action_id: 'again', text: { type: 'plain_text', text: 'Again' }, value: 'v1',
};
const modal = {
  type: 'modal', callback_id: 'zone', title: { type: 'plain_text', text: 'Zone' }, submit: { type: 'plain_text', text: 'Save' },
  blocks: [{
    type: 'input', block_id: 'zone', label: { type: 'plain_text', text: 'Zone' }, element: { type: 'plain_text_input', action_id: 'typed' },
  }],
};

async function web() {
  const client = new WebClient(SLACK_BOT_TOKEN, clientOptions);
  const me = await client.auth.test();
  const posted = await client.chat.postMessage({
    channel: 'C1', text: 'first', blocks: [section], metadata: { event_type: 'note', event_payload: { key: 'k' } },
  });
  await client.chat.postMessage({ channel: 'C1', text: 'reply', thread_ts: posted.ts });
  await client.chat.update({ channel: 'C1', ts: posted.ts, text: 'changed' });
  await client.chat.postMessage({ channel: 'C1', text: 'second' });
  const read = [];
  for await (const page of client.paginate('conversations.history', { channel: 'C1', limit: 1 })) {
    read.push(...page.messages.map((message) => message.text));
  }
  const replies = await client.conversations.replies({ channel: 'C1', ts: posted.ts });
  await client.filesUploadV2({ channel_id: 'C1', filename: 'a.csv', content: 'a,b\n1,2\n', initial_comment: 'as CSV' });
  const refused = {};
  const calls = {
    blocks: () => client.chat.postMessage({ channel: 'C1', text: 'x', blocks: [{ type: 'nonsense' }] }),
    channel: () => client.chat.postMessage({ channel: 'C404', text: 'x' }),
    token: () => new WebClient('xoxb-no', clientOptions).auth.test(),
  };
  for (const [name, call] of Object.entries(calls)) {
    await call().catch((error) => { refused[name] = error.data.error; });
  }
  console.log(JSON.stringify({
    user: me.user_id, read, replies: replies.messages.map((message) => message.text), refused,
  }));
}

async function socket() {
  const client = new SocketModeClient({ appToken: SLACK_APP_TOKEN, clientOptions });
  client.on('slash_commands', async ({ body, ack }) => { await ack({ text: `heard ${body.text}` }); });
  client.on('app_mention', async ({ ack, event }) => {
    await ack();
    const web = new WebClient(SLACK_BOT_TOKEN, clientOptions);
    await web.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text: 'in the thread' });
  });
  await client.start();
}

async function boltApp(http) {
  const app = new bolt.App({
    token: SLACK_BOT_TOKEN,
    signingSecret: SLACK_SIGNING_SECRET,
    clientOptions,
    ...(http ? {} : { socketMode: true, appToken: SLACK_APP_TOKEN }),
  });
  app.command('/news', async ({ ack, command, respond }) => {
    await ack();
    await respond({
      text: `heard ${command.text}`, blocks: [section, { type: 'actions', elements: [button] }],
    });
  });
  app.action('again', async ({ ack, action, respond }) => {
    await ack();
    await respond({ text: `pressed ${action.value}`, response_type: 'in_channel', replace_original: false });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: 'in the thread', thread_ts: event.ts });
  });
  app.shortcut('ask', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal });
  });
  app.view('zone', async ({ ack, view }) => {
    const said = view.state.values.zone.typed.value;
    if (said === 'nowhere') await ack({ response_action: 'errors', errors: { zone: 'no such zone' } });
    else await ack({ response_action: 'push', view: { ...modal, title: { type: 'plain_text', text: said } } });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section] } });
  });
  await app.start(http ? Number(PORT) : undefined);
  console.log(JSON.stringify({ started: true }));
}

const modes = { web, socket, bolt: () => boltApp(false), 'bolt-http': () => boltApp(true) };
await modes[process.argv[2]]();
