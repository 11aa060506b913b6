//! What stands in a block when the heap gets it back, before and after a secret comes.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;

use secret_memory::{SecretMemory, wipe_from_now_on};

/// What the blocks held that came back to the heap.
static RETURNED: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// A heap that looks at every block it gets back.
struct Watched;

// SAFETY: everything is done by `System`.
unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: handed on as it came. Zeroed, so that all of it may be looked at.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is whole until the next line, and was zeroed when it was made.
        let held = unsafe { std::slice::from_raw_parts(block, layout.size()) }.to_vec();
        RETURNED.lock().unwrap().push(held);
        // SAFETY: handed on as it came.
        unsafe { System.dealloc(block, layout) }
    }
}

/// Writes a word into a block, lets the block grow, and frees it.
fn lived(memory: &SecretMemory<Watched>) -> Vec<Vec<u8>> {
    let layout = Layout::from_size_align(32, 8).unwrap();
    let grown = Layout::from_size_align(64, 8).unwrap();
    // SAFETY: the block is used within its size and freed once, with the layout it has then.
    unsafe {
        let block = memory.alloc(layout);
        block.copy_from(b"secret".as_ptr(), 6);
        let block = memory.realloc(block, layout, grown.size());
        assert_eq!(std::slice::from_raw_parts(block, 6), b"secret");
        memory.dealloc(block, grown);
    }
    std::mem::take(&mut RETURNED.lock().unwrap())
}

#[test]
fn blocks_are_wiped_from_the_moment_on_at_which_a_secret_comes() {
    let memory = SecretMemory::new(Watched, Watched);
    let before = lived(&memory);
    assert!(before.iter().all(|block| block.starts_with(b"secret")), "{before:?}");
    wipe_from_now_on();
    let after = lived(&memory);
    let sizes: Vec<usize> = after.iter().map(Vec::len).collect();
    assert_eq!(sizes, [32, 64]);
    assert!(after.iter().flatten().all(|byte| *byte == 0), "{after:?}");
}
