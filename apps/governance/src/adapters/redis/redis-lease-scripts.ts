/**
 * One hash holds everything, so that Redis keeps all of it or loses all of it (a flush, an eviction, an expiry):
 * `id`: made by whoever first asks for the identity of an empty hash; `renewals`: how many there were, of any holder;
 * `holder:<name>`: its revision, and the number of its last renewal.
 *
 * Every script first makes out which store it runs in, in the same step as its work: what a connection learnt earlier
 * says nothing about the server behind it now. `run_id` differs after a restart, `master_replid` after a promotion
 * or a demotion, `id` after a loss of the hash. A server that follows another one may lack what the other one holds.
 */
const LIFE = `
local server = redis.call('INFO', 'server')
local replication = redis.call('INFO', 'replication')
if not string.find(replication, 'role:master', 1, true) then
  return redis.error_reply('NOTMASTER this server follows another one')
end
local life = string.match(server, 'run_id:(%w+)') .. ':' .. string.match(replication, 'master_replid:(%w+)')
local function identity()
  local id = redis.call('HGET', KEYS[1], 'id')
  return id and 'redis:' .. life .. ':' .. id
end
local function held(text)
  local revision, renewal = string.match(text, '^(%d+) (%d+)$')
  return { revision = revision, renewal = renewal }
end
`;

/** KEYS: the hash. ARGV[1]: the identity. */
const SAME_LIFE = `${LIFE}
if identity() ~= ARGV[1] then return redis.error_reply('OTHERLIFE the leases are in another store') end
`;

/** ARGV[1]: the `id` to give where there is none. */
export const IDENTITY = `${LIFE}
redis.call('HSETNX', KEYS[1], 'id', ARGV[1])
return identity()`;

/** ARGV[2]: holder, ARGV[3]: revision. */
export const RENEW = `${SAME_LIFE}
local field = 'holder:' .. ARGV[2]
local revision = ARGV[3]
local before = redis.call('HGET', KEYS[1], field)
if before then
  local noted = held(before).revision
  if tonumber(noted) > tonumber(revision) then revision = noted end
end
local renewal = redis.call('HINCRBY', KEYS[1], 'renewals', 1)
redis.call('HSET', KEYS[1], field, revision .. ' ' .. string.format('%d', renewal))
return 1`;

/** Name, revision and newest renewal of every holder. */
export const HOLDERS = `${SAME_LIFE}
local all = redis.call('HGETALL', KEYS[1])
local found = {}
for i = 1, #all, 2 do
  local holder = string.match(all[i], '^holder:(.*)$')
  if holder then
    local one = held(all[i + 1])
    if not one.revision then return redis.error_reply('NOLEASE a field of the leases holds something else') end
    found[#found + 1] = { holder, one.revision, one.renewal }
  end
end
return found`;

/** ARGV[2]: holder, ARGV[3]: renewal. */
export const FORGET = `${SAME_LIFE}
local field = 'holder:' .. ARGV[2]
local text = redis.call('HGET', KEYS[1], field)
if text and held(text).renewal == ARGV[3] then redis.call('HDEL', KEYS[1], field) end
return 1`;
