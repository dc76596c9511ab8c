"""The loop that this project comes from: aiohttp reads 8192 bytes, aiofiles writes them, and again.

    python3 aiohttp_loop.py URL FILE [CA]
"""
import asyncio, ssl, sys
import aiofiles, aiohttp

async def save(url, path, authority=None):
    trust = ssl.create_default_context(cafile=authority) if authority else True
    forever = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(timeout=forever) as session:
        async with session.get(url, ssl=trust) as response:
            response.raise_for_status()
            async with aiofiles.open(path, "wb") as file:
                while chunk := await response.content.read(8192):
                    await file.write(chunk)

asyncio.run(save(*sys.argv[1:]))
